package com.jagcall.messaging.language;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Which language model answers messages. */
@ConfigMapping(prefix = "jagcall.language-model")
public interface LanguageModelConfig {
  /** An endpoint that speaks as OpenAI's, such as https://api.openai.com/v1; none: scripted. */
  Optional<String> url();

  /** The key for it. */
  Optional<String> key();

  /** The model of agents that name none. */
  @WithDefault("gpt-4o-mini")
  String name();

  /** How long an answer may take. */
  @WithDefault("30S")
  Duration timeout();

  /** How many tokens an answer may have. */
  @WithDefault("400")
  int maxTokens();
}
