package com.jagcall.calls.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How an agent behaves on a line. */
@ConfigMapping(prefix = "jagcall.conversation")
public interface ConversationConfig {
  /** How long nobody may say anything before the agent hangs up. */
  @WithDefault("10S")
  Duration silence();

  /** How long after its first message the agent hangs up, whatever is said; else it listens on. */
  Optional<Duration> afterFirstMessage();

  /** What it says when a call has to end. */
  @WithDefault("I am sorry, this call has to end now. Goodbye.")
  String goodbye();
}
