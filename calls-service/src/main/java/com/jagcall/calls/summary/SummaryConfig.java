package com.jagcall.calls.summary;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How calls are summed up when they are over. */
@ConfigMapping(prefix = "jagcall.summary")
public interface SummaryConfig {
  /**
   * Who sums up: the name of one of {@code jagcall.dialogue.endpoints}, or {@code scripted}:
   * nobody, sentences of the transcript are chosen. When absent, whoever talks in calls.
   */
  Optional<String> model();

  /** How often is looked for calls that are over; {@code off}: never. */
  @WithDefault("1s")
  String every();

  /** How many calls a replica sums up at a time. */
  @WithDefault("8")
  int concurrency();

  /** How long a model may take for one answer. */
  @WithDefault("20S")
  Duration timeout();

  /** How often one call is tried at most. */
  @WithDefault("3")
  int attempts();

  /** How long after an attempt that failed, times its number, the next one is made. */
  @WithDefault("10S")
  Duration pause();
}
