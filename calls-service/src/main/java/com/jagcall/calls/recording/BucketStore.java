package com.jagcall.calls.recording;

import com.jagcall.calls.recording.RecordingsConfig.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Keeps recordings in a bucket. Asks for nothing but GET, HEAD, PUT and DELETE of single objects,
 * with no checksums that only AWS knows, because that is what every storage has that says it is
 * compatible.
 */
final class BucketStore implements RecordingStore, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  BucketStore(Bucket config) {
    bucket =
        config
            .bucket()
            .orElseThrow(() -> new IllegalStateException("jagcall.recording.s3.bucket is not set"));
    prefix = config.prefix().orElse("");
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(config.region()))
            .credentialsProvider(credentials(config))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(config.pathStyle())
                    .chunkedEncodingEnabled(false)
                    .build())
            .overrideConfiguration(o -> o.apiCallTimeout(config.timeout()))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(SILENCE));
    config.endpoint().ifPresent(builder::endpointOverride);
    client = builder.build();
  }

  @Override
  public void put(RecordingKey key, Path file) throws IOException {
    try {
      client.putObject(
          put -> put.bucket(bucket).key(name(key)).contentType("audio/wav"),
          RequestBody.fromFile(file));
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Optional<StoredRecording> find(RecordingKey key) throws IOException {
    try {
      HeadObjectResponse head = client.headObject(h -> h.bucket(bucket).key(name(key)));
      return Optional.of(
          new StoredRecording(key, head.contentLength(), head.eTag(), head.lastModified()));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw new IOException(e.getMessage(), e);
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public InputStream read(StoredRecording recording, long first, long length) throws IOException {
    String name = name(recording.key());
    String range = "bytes=" + first + "-" + (first + length - 1);
    try {
      return new BoundedStream(
          client.getObject(g -> g.bucket(bucket).key(name).range(range)), length);
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        throw new NoSuchFileException(name);
      }
      throw new IOException(e.getMessage(), e);
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void delete(List<RecordingKey> keys) throws IOException {
    try {
      for (RecordingKey key : keys) {
        client.deleteObject(d -> d.bucket(bucket).key(name(key)));
      }
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private String name(RecordingKey key) {
    return prefix + key.path();
  }

  private static AwsCredentialsProvider credentials(Bucket config) {
    if (config.accessKey().isEmpty()) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(config.accessKey().get(), config.secretKey().orElse("")));
  }
}
