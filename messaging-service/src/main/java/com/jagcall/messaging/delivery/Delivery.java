package com.jagcall.messaging.delivery;

import com.jagcall.common.credential.Mode;
import com.jagcall.messaging.delivery.Part.Outcome;
import com.jagcall.messaging.message.MessageStatus;
import com.jagcall.messaging.smpp.ReceiptState;
import com.jagcall.messaging.smpp.SubmitOutcome.Accepted;
import com.jagcall.messaging.smpp.SubmitOutcome.Refused;
import com.jagcall.messaging.smpp.SubmitOutcome.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides what becomes of an outbound message from what is learnt of its segments, in whatever
 * order and however often it is learnt (ADR 15). Plain: it neither reads nor writes the database.
 */
final class Delivery {
  static final String UNCONFIRMED = "unconfirmed";
  static final String CARRIER_UNAVAILABLE = "carrier_unavailable";

  /** ESME_RINVDSTADR, SMPP 3.4 section 5.1.3. */
  private static final int INVALID_DESTINATION = 0x0B;

  private static final int MAX_DOUBLINGS = 16;

  private final Map<Integer, Part> parts = new TreeMap<>();
  private final List<Head> steps = new ArrayList<>();
  private final Terms terms;
  private final Instant now;
  private Head head;
  private Queued queued;
  private Settlement settlement;

  /** What becomes of the money: so many segments are charged; none: it is let go. */
  record Settlement(int segments) {}

  /**
   * A delivery as it was read.
   *
   * @param queued null when nothing of it is left to be submitted
   */
  Delivery(Head head, Queued queued, Collection<Part> known, Terms terms, Instant now) {
    this.head = head;
    this.queued = queued;
    this.terms = terms;
    this.now = now;
    known.forEach(part -> parts.put(part.number(), part));
  }

  Head head() {
    return head;
  }

  /** Null when nothing is left to be submitted. */
  Queued queued() {
    return queued;
  }

  Collection<Part> parts() {
    return parts.values();
  }

  /** The message after each change of its status, in order. */
  List<Head> steps() {
    return steps;
  }

  /** What becomes of the money, if it was decided now. */
  Optional<Settlement> settlement() {
    return Optional.ofNullable(settlement);
  }

  void learn(Fact fact) {
    if (fact instanceof Fact.Submitted submitted) {
      submitted(submitted);
    } else if (fact instanceof Fact.Receipted receipted) {
      receipted(receipted);
    } else if (fact instanceof Fact.LeaseEnded ended) {
      leaseEnded(ended.at());
    } else if (fact instanceof Fact.TooLate) {
      tooLate();
    } else {
      unconfirmed();
    }
    advance();
    settle();
  }

  private void submitted(Fact.Submitted fact) {
    // Messages of test keys never wait for a carrier: what submits them is the sandbox.
    boolean isMine = queued == null ? head.mode() == Mode.TEST : queued.isClaimedAs(fact.claim());
    int number = fact.number();
    if (fact.outcome() instanceof Accepted accepted) {
      accepted(number, accepted, fact.at());
      goOn(isMine, number);
    } else if (fact.outcome() instanceof Unanswered unanswered) {
      parts.putIfAbsent(number, Part.unanswered(head.id(), number, unanswered.bind(), fact.at()));
      goOn(isMine, number);
    } else if (fact.outcome() instanceof Refused refused && !refused.retryable()) {
      if (isMine) {
        parts.putIfAbsent(
            number, Part.refused(head.id(), number, refused.commandStatus(), fact.at()));
        queued = null;
      }
    } else if (isMine && queued != null) {
      tryAgain(number);
    }
  }

  /** What the carrier has, it has, whoever learns of it when. */
  private void accepted(int number, Accepted accepted, Instant at) {
    Part known = parts.get(number);
    if (known == null || known.outcome() != Outcome.ACCEPTED) {
      parts.put(
          number,
          Part.accepted(head.id(), number, accepted.bind(), accepted.carrierMessageId(), at));
    }
  }

  private void goOn(boolean isMine, int number) {
    if (isMine && queued != null) {
      queued = number < head.segments() ? queued.goesOn(number + 1, now.plus(terms.lease())) : null;
    }
  }

  private void tryAgain(int number) {
    if (now.isBefore(queued.giveUpAt())) {
      queued = queued.later(number, now.plus(backOff(queued.attempts())));
    } else {
      tooLate();
    }
  }

  /** 1 s, 2 s, 4 s and so on, up to the longest. */
  private Duration backOff(int attempts) {
    Duration pause = Duration.ofSeconds(1L << Math.min(Math.max(attempts - 1, 0), MAX_DOUBLINGS));
    return pause.compareTo(terms.maxBackOff()) < 0 ? pause : terms.maxBackOff();
  }

  /** Nobody knows which of the rest were submitted: none is submitted again. */
  private void leaseEnded(Instant at) {
    if (queued != null && queued.claim() != null && !queued.leasedUntil().isAfter(now)) {
      for (int number = queued.nextSegment(); number <= head.segments(); number++) {
        parts.putIfAbsent(number, Part.unanswered(head.id(), number, null, at));
      }
      queued = null;
    }
  }

  private void tooLate() {
    if (queued != null) {
      queued = null;
      become(MessageStatus.FAILED, CARRIER_UNAVAILABLE);
    }
  }

  private void unconfirmed() {
    if (head.confirmBy() != null && !head.confirmBy().isAfter(now)) {
      become(MessageStatus.UNDELIVERED, UNCONFIRMED);
    }
  }

  /** A receipt that says less than one before it came late. */
  private void receipted(Fact.Receipted fact) {
    Part part = parts.get(fact.number());
    if (part != null && (part.receipt() == null || !part.receipt().isFinal())) {
      parts.put(fact.number(), part.withReceipt(fact.state(), fact.error()));
    }
  }

  private void advance() {
    parts.values().stream()
        .filter(part -> part.outcome() == Outcome.REFUSED)
        .findFirst()
        .ifPresent(part -> become(MessageStatus.FAILED, refusal(part)));
    if (parts.size() == head.segments() && become(MessageStatus.SENT, null)) {
      Duration patience =
          count(Outcome.UNANSWERED) > 0 ? terms.confirmUnanswered() : terms.confirmAccepted();
      head = head.confirmedBy(now.plus(patience));
    }
    if (head.status() == MessageStatus.SENT) {
      parts.values().stream()
          .filter(part -> isBad(part.receipt()))
          .findFirst()
          .ifPresent(part -> become(MessageStatus.UNDELIVERED, reason(part.receipt())));
    }
    if (parts.values().stream().allMatch(part -> part.receipt() == ReceiptState.DELIVERED)
        && parts.size() == head.segments()) {
      become(MessageStatus.DELIVERED, null);
    }
  }

  private boolean become(MessageStatus next, String error) {
    if (!head.status().mayBecome(next)) {
      return false;
    }
    head = head.become(next, error, now);
    steps.add(head);
    return true;
  }

  private long count(Outcome outcome) {
    return parts.values().stream().filter(part -> part.outcome() == outcome).count();
  }

  private static boolean isBad(ReceiptState state) {
    return state != null && state.isFinal() && state != ReceiptState.DELIVERED;
  }

  private static String reason(ReceiptState state) {
    return switch (state) {
      case EXPIRED -> "expired";
      case DELETED -> "deleted";
      case REJECTED -> "rejected";
      case UNDELIVERABLE -> "undeliverable";
      case ENROUTE, DELIVERED, ACCEPTED, UNKNOWN ->
          throw new IllegalArgumentException("nothing is wrong: " + state);
    };
  }

  private static String refusal(Part part) {
    return part.commandStatus() != null && part.commandStatus() == INVALID_DESTINATION
        ? "invalid_number"
        : "carrier_refused";
  }

  /**
   * Charged is what the carrier is known to have, once that is known of all, or no longer asked.
   */
  private void settle() {
    if (head.settled() || head.status() == MessageStatus.QUEUED) {
      return;
    }
    int accepted = (int) parts.values().stream().filter(Delivery::isCarried).count();
    if (head.status() == MessageStatus.FAILED) {
      settle(0);
    } else if (accepted == head.segments() || head.status() != MessageStatus.SENT) {
      settle(accepted);
    }
  }

  /** A receipt says as much as an answer to the submit. */
  private static boolean isCarried(Part part) {
    return part.outcome() == Outcome.ACCEPTED
        || part.outcome() == Outcome.UNANSWERED && part.receipt() != null;
  }

  private void settle(int segments) {
    settlement = new Settlement(segments);
    long held = head.costMicros() == null ? 0 : head.costMicros();
    head = head.settledAt(held * segments / head.segments(), now);
  }
}
