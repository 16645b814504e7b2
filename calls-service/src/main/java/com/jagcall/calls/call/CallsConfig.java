package com.jagcall.calls.call;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many calls there may be, and how long things take. */
@ConfigMapping(prefix = "jagcall.calls")
public interface CallsConfig {
  /** How many calls of one organization and mode may be up at a time. */
  @WithDefault("10")
  int concurrency();

  /** How many talks and chats in the browser of one organization and mode may be up at a time. */
  @WithDefault("3")
  int trials();

  /** How long a talk or chat in the browser lasts at most. */
  @WithDefault("10M")
  Duration trialDuration();

  /** How long a ticket for one can be used. */
  @WithDefault("60S")
  Duration trialTicket();

  /** How long nothing may come from a browser, no sound and no sign of life, before it is gone. */
  @WithDefault("20S")
  Duration trialSilence();

  /** How many calls of one organization and mode may begin in a second. */
  @WithDefault("10")
  int perSecond();

  /** How many calls of one organization and mode may wait for their turn. */
  @WithDefault("1000")
  int waiting();

  /** How long a call waits at most. */
  @WithDefault("15M")
  Duration longestWait();

  /** How many calls a replica carries. */
  @WithDefault("500")
  int perReplica();

  /** How long a call rings. */
  @WithDefault("30S")
  Duration ringTimeout();

  /** How long a call lasts at most, whatever its agent says. */
  @WithDefault("4H")
  Duration maxDuration();

  /** For how long money is held before a call begins, and again and again while it lasts. */
  @WithDefault("60S")
  Duration period();

  /** How long before the money held is used up more is held, or the end begins. */
  @WithDefault("15S")
  Duration lead();

  /** How long a replica that was told to stop waits for its calls to end. */
  @WithDefault("5M")
  Duration drain();

  /** How old the last beat of a replica may be before others end its calls. */
  @WithDefault("10S")
  Duration lease();

  /** How often each replica beats. */
  @WithDefault("1S")
  Duration beat();

  /** How often what should have been rung for is looked for. */
  @WithDefault("2S")
  Duration sweep();

  /** How long the other side may take to let go of a call that was hung up. */
  @WithDefault("40S")
  Duration letGo();
}
