package com.jagcall.messaging.smpp;

import com.jagcall.messaging.text.ReceivedPart;
import java.time.Instant;
import java.util.Optional;

/**
 * A message, or a part of one, from a telephone to one of our numbers.
 *
 * @param from E.164 with a plus sign where the sender is a number; else as the SMSC names it (a
 *     word, a short code)
 * @param to E.164 with a plus sign
 * @param part undecoded: {@link com.jagcall.messaging.text.Reassembly} reads one part or all of
 *     them
 * @param concatenation empty for a message of one part; {@code number} is then the part's
 * @param at when it came in
 */
public record InboundSegment(
    String bind,
    String from,
    String to,
    ReceivedPart part,
    Optional<Concatenation> concatenation,
    Instant at) {

  /**
   * Which parts belong together: those of one sender to one recipient with the same reference and
   * total, close in time.
   *
   * @param reference 0 to 65535
   * @param total 2 to 255
   * @param number 1 to {@code total}
   */
  public record Concatenation(int reference, int total, int number) {}
}
