package com.jagcall.calls.sandbox;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.Speaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens in a call of the sandbox. The last two digits of a number +1 NPA 555 01xx decide;
 * the same call happens in the same way, to the millisecond, whenever it is made.
 *
 * @param ringsAt from the dialling on; null: it does not ring
 * @param answeredAt from the dialling on; null: nobody answers
 * @param endsAt from the dialling on; null: not by itself
 * @param said in milliseconds from the answer
 */
record Script(
    Duration ringsAt, Duration answeredAt, Duration endsAt, EndReason end, List<Segment> said) {
  private static final String MAGIC = "\\+1[2-9][0-9]{2}55501[0-9]{2}";
  private static final Duration RINGS = Duration.ofMillis(500);
  private static final Duration ANSWERED = Duration.ofSeconds(2);
  private static final Duration SLOWLY = Duration.ofSeconds(20);
  private static final String GREETING =
      "You have reached a mailbox. Please leave a message after the tone.";

  /** What a number stands for. */
  private enum Magic {
    COMPLETED,
    BUSY,
    NO_ANSWER,
    REJECTED,
    INVALID_NUMBER,
    CARRIER_ERROR,
    VOICEMAIL,
    EARLY_HANGUP,
    ENDLESS,
    SLOW_ANSWER;

    static Magic of(String number) {
      int digits =
          number.matches(MAGIC) ? Integer.parseInt(number.substring(number.length() - 2)) : 0;
      return digits < values().length ? values()[digits] : COMPLETED;
    }
  }

  static Script of(Order order) {
    return switch (Magic.of(order.to())) {
      case COMPLETED -> conversation(order, ANSWERED, true);
      case SLOW_ANSWER -> conversation(order, SLOWLY, true);
      case ENDLESS -> conversation(order, ANSWERED, false);
      case BUSY -> refused(null, Duration.ofMillis(800), EndReason.BUSY);
      case NO_ANSWER -> refused(RINGS, order.ringTimeout(), EndReason.NO_ANSWER);
      case REJECTED -> refused(RINGS, ANSWERED, EndReason.REJECTED);
      case INVALID_NUMBER -> refused(null, RINGS, EndReason.INVALID_NUMBER);
      case CARRIER_ERROR -> refused(null, Duration.ofSeconds(1), EndReason.CARRIER_ERROR);
      case VOICEMAIL -> voicemail(order);
      case EARLY_HANGUP -> earlyHangup(order);
    };
  }

  private static Script refused(Duration rings, Duration ends, EndReason reason) {
    return new Script(rings, null, ends, reason, List.of());
  }

  private static Script conversation(Order order, Duration answered, boolean ends) {
    Dialogue dialogue =
        new Dialogue()
            .say(Speaker.AGENT, firstMessage(order))
            .say(Speaker.CALLER, "Hello. I only wanted to try this out.")
            .say(Speaker.AGENT, "Thank you for trying it. Goodbye.");
    return new Script(
        RINGS,
        answered,
        ends ? answered.plusMillis(dialogue.millis + 1_000) : null,
        EndReason.REMOTE_HANGUP,
        dialogue.segments);
  }

  private static Script voicemail(Order order) {
    Dialogue dialogue = new Dialogue().say(Speaker.CALLER, GREETING);
    String message = order.agent().voicemailMessage();
    if (message != null && !message.isBlank()) {
      dialogue.say(Speaker.AGENT, message);
    }
    return new Script(
        RINGS,
        ANSWERED,
        ANSWERED.plusMillis(dialogue.millis + 500),
        EndReason.VOICEMAIL,
        dialogue.segments);
  }

  /** Only the first words are heard. */
  private static Script earlyHangup(Order order) {
    String text = firstMessage(order);
    int space = text.indexOf(' ');
    Dialogue dialogue =
        new Dialogue().say(Speaker.AGENT, space < 0 ? text : text.substring(0, space));
    return new Script(
        RINGS,
        ANSWERED,
        ANSWERED.plusMillis(dialogue.millis),
        EndReason.REMOTE_HANGUP,
        dialogue.segments);
  }

  private static String firstMessage(Order order) {
    String message = order.agent().firstMessage();
    return message == null || message.isBlank() ? "Hello, how can I help?" : message;
  }

  /** Things said one after the other. */
  private static final class Dialogue {
    private static final long PAUSE_MILLIS = 400;
    private static final long CHARACTER_MILLIS = 60;
    private static final long SHORTEST_MILLIS = 600;

    private final List<Segment> segments = new ArrayList<>();
    private long millis;

    Dialogue say(Speaker speaker, String text) {
      long start = millis + PAUSE_MILLIS;
      millis = start + Math.max(SHORTEST_MILLIS, text.length() * CHARACTER_MILLIS);
      segments.add(
          new Segment(speaker, text, start, millis, speaker == Speaker.CALLER ? 1.0 : null));
      return this;
    }
  }
}
