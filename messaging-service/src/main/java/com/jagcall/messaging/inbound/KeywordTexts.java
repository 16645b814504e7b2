package com.jagcall.messaging.inbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is answered to keywords. */
@ConfigMapping(prefix = "jagcall.keyword")
public interface KeywordTexts {
  /** To STOP. */
  @WithDefault(
      "You are unsubscribed and will get no more messages from this number. "
          + "Reply START to get them again.")
  String stop();

  /** To START. */
  @WithDefault(
      "You are subscribed again to messages from this number. Reply STOP to unsubscribe, HELP for "
          + "help.")
  String start();

  /** To HELP. */
  @WithDefault(
      "Messages from this number are sent by the business that you gave your number to. Reply STOP "
          + "to get no more of them. Message and data rates may apply.")
  String help();

  /** How many times an hour HELP is answered to one sender. */
  @WithDefault("5")
  int helpPerHour();
}
