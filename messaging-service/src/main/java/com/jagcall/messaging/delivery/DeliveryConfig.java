package com.jagcall.messaging.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are brought to their end. */
@ConfigMapping(prefix = "jagcall.delivery")
public interface DeliveryConfig {
  /** How many messages a replica submits at a time. */
  @WithDefault("500")
  int concurrency();

  /** How long a message may wait for a carrier that takes it. */
  @WithDefault("6H")
  Duration giveUp();

  /** How long a replica may be silent about a segment that it submits. */
  @WithDefault("2M")
  Duration lease();

  /** How long it is waited for the receipts of what the carrier has. */
  @WithDefault("72H")
  Duration confirmAccepted();

  /**
   * How long it is waited for a receipt of what the carrier may have. With {@link #giveUp} less
   * than the day for which money is held.
   */
  @WithDefault("12H")
  Duration confirmUnanswered();

  /** The longest pause before what was not sent is tried again. */
  @WithDefault("60S")
  Duration maxBackOff();

  /** How long a receipt is kept that belongs to no message. */
  @WithDefault("1H")
  Duration orphans();

  default Terms terms() {
    return new Terms(lease(), confirmAccepted(), confirmUnanswered(), maxBackOff());
  }
}
