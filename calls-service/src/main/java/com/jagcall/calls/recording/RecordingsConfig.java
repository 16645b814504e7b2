package com.jagcall.calls.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What an operator decides about recordings. */
@ConfigMapping(prefix = "jagcall.recording")
public interface RecordingsConfig {
  /**
   * Where recordings are written and, with {@code store=disk}, kept. Replicas that share it finish
   * for each other what one of them left when it died, and serve each other's recordings.
   */
  @WithDefault("data/recordings")
  Path folder();

  /** Where finished ones are kept. */
  @WithDefault("disk")
  Store store();

  /** How many may be written at once. */
  @WithDefault("2000")
  int limit();

  /** How many days after its call a recording is deleted; never when absent. */
  Optional<Integer> retentionDays();

  /** The first pause after the store refused one; doubled each time, up to five minutes. */
  @WithDefault("2S")
  Duration retry();

  /** The bucket, for {@code store=s3}. */
  Bucket s3();

  /** Kinds of stores. */
  enum Store {
    DISK,
    S3
  }

  /** A bucket of any storage that speaks S3's protocol. */
  interface Bucket {
    /** Where it is, such as {@code https://s3.example.com}; AWS's own when absent. */
    Optional<URI> endpoint();

    /** The region that requests are signed for. */
    @WithDefault("us-east-1")
    String region();

    /** Its name. Needed for {@code store=s3}. */
    Optional<String> bucket();

    /** Before every key, such as {@code recordings/}. */
    Optional<String> prefix();

    /** Who we are; what the machine's role or environment says when absent. */
    Optional<String> accessKey();

    /** Its secret. */
    Optional<String> secretKey();

    /** Whether the bucket stands in the path and not in the host's name. */
    @WithDefault("true")
    boolean pathStyle();

    /** How long one request may take, an upload included. */
    @WithDefault("2M")
    Duration timeout();
  }
}
