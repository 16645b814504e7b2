package com.jagcall.messaging.reply;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How agents answer messages. */
@ConfigMapping(prefix = "jagcall.reply")
public interface ReplyConfig {
  /** How many answers an agent gives one sender in an hour: two machines may have met. */
  @WithDefault("10")
  int perHour();

  /** How many messages of the thread the model is shown. */
  @WithDefault("20")
  int context();

  /** How many replies are thought of at a time, in each replica. */
  @WithDefault("8")
  int concurrency();
}
