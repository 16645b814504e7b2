package com.jagcall.calls.sip;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javax.sip.address.SipURI;
import javax.sip.message.Response;

/**
 * A call of ours: it goes from attempt to attempt over the trunks that serve the number and their
 * servers, until one rings through, refuses it for good, or nothing is left.
 */
final class OutboundLeg implements Leg {

  private static final int ATTEMPTS_MAX = 8;
  private static final int REDIRECTS_MAX = 3;

  private final Core core;
  private final Dial dial;
  private final Notices notices;
  private final Deque<TrunkLine> lines = new ArrayDeque<>();
  private final Deque<NextHop> servers = new ArrayDeque<>();
  private TrunkLine line;
  private volatile Attempt attempt;
  private volatile Talk talk;
  private int attempts;
  private int redirects;
  private int lastStatus;
  private String lastReason = "no trunk";
  private Loop.Timer ringing = Loop.Timer.NONE;

  OutboundLeg(Core core, Dial dial, Notices notices) {
    this.core = core;
    this.dial = dial;
    this.notices = notices;
  }

  Dial dial() {
    return dial;
  }

  Notices notices() {
    return notices;
  }

  /** On the loop. */
  void begin(Iterable<TrunkLine> serving) {
    serving.forEach(lines::add);
    if (lines.isEmpty()) {
      notices.end(EndCause.NO_TRUNK, 0, "no trunk serves the number", false);
      return;
    }
    ringing = core.loop().after(dial.ringTimeout(), this::unanswered);
    next();
  }

  private void next() {
    if (notices.over()) {
      return;
    }
    NextHop server = servers.poll();
    if (server != null && attempts < ATTEMPTS_MAX) {
      attempt = new Attempt(core, this, line, server, null);
      attempts++;
      attempt.send();
      return;
    }
    line = attempts < ATTEMPTS_MAX ? lines.poll() : null;
    if (line == null) {
      over(lastStatus == 0 ? EndCause.CARRIER_ERROR : Endings.of(lastStatus));
      return;
    }
    line.servers(
        there -> {
          servers.addAll(there);
          next();
        });
  }

  private void over(EndCause cause) {
    ringing.cancel();
    // 408 and 480 of a trunk that never rang are the trunk's failure, not the callee's absence.
    boolean silent = lastStatus == 408 && cause == EndCause.NO_ANSWER;
    notices.end(silent ? EndCause.CARRIER_ERROR : cause, lastStatus, lastReason, true);
  }

  private void unanswered() {
    Attempt current = attempt;
    boolean heard = current != null && current.heard();
    if (current != null) {
      current.abandon();
    }
    notices.end(
        heard ? EndCause.NO_ANSWER : EndCause.CARRIER_ERROR,
        0,
        heard ? "rang too long" : "no trunk answered",
        false);
  }

  /** The attempt did not get anywhere: the next one's turn. */
  void failed(Attempt from, int status, String reason) {
    if (from != attempt || notices.over()) {
      return;
    }
    lastStatus = status;
    lastReason = reason;
    next();
  }

  /** The callee, or the carrier for good, refused. */
  void refused(Attempt from, Response response) {
    if (from != attempt || notices.over()) {
      return;
    }
    ringing.cancel();
    int status = response.getStatusCode();
    notices.end(Endings.of(status), status, response.getReasonPhrase(), true);
  }

  /** Another address is to be tried, of the trunk's own ones. */
  void redirected(Attempt from, SipURI target, NextHop server) {
    if (from != attempt || notices.over()) {
      return;
    }
    if (++redirects > REDIRECTS_MAX || attempts >= ATTEMPTS_MAX) {
      lastReason = "redirected too often";
      lastStatus = Response.MOVED_TEMPORARILY;
      over(EndCause.CARRIER_ERROR);
      return;
    }
    attempts++;
    attempt = new Attempt(core, this, line, server, target);
    attempt.send();
  }

  void early(Attempt from, boolean rings, String sdp) {
    if (from != attempt) {
      return;
    }
    if (rings) {
      notices.tell(LegListener::ringing);
    }
    if (sdp != null) {
      notices.tell(listener -> listener.earlyMedia(sdp));
    }
  }

  /** Whether an answer to this attempt would be the call's. */
  boolean wants(Attempt from) {
    return from == attempt && talk == null && !notices.over();
  }

  void answered(Talk there, String sdp) {
    ringing.cancel();
    talk = there;
    notices.tell(listener -> listener.answered(sdp, Instant.now()));
  }

  /** The leg has ended. */
  void over() {
    if (talk != null) {
      attempt.bury();
    }
  }

  void stop(EndCause cause) {
    if (notices.over()) {
      return;
    }
    if (talk != null) {
      talk.end(cause, 0, "hung up by us");
      return;
    }
    ringing.cancel();
    if (attempt != null) {
      attempt.abandon();
    }
    notices.end(cause == EndCause.HANGUP ? EndCause.CANCELED : cause, 0, "given up by us", false);
  }

  @Override
  public String sipCallId() {
    Attempt current = attempt;
    return current == null ? "" : current.callId();
  }

  @Override
  public String trunk() {
    Attempt current = attempt;
    return current == null ? null : current.trunk();
  }

  @Override
  public void ring() {
    // The far end rings, not we.
  }

  @Override
  public void progress(String sdp) {
    // As above.
  }

  @Override
  public void answer(String sdp) {
    // As above.
  }

  @Override
  public void reject(Rejection why) {
    hangUp();
  }

  @Override
  public void hangUp() {
    core.loop().execute(() -> stop(EndCause.HANGUP));
  }

  @Override
  public void renegotiate(String sdpOffer) {
    inTalk(there -> there.renegotiation().offer(sdpOffer));
  }

  @Override
  public void transfer(String to, Consumer<TransferResult> done) {
    core.loop()
        .execute(
            () -> {
              if (talk == null) {
                done.accept(new TransferResult(false, 0));
              } else {
                talk.transfer(to, done);
              }
            });
  }

  @Override
  public void dtmfInfo(char digit, int durationMillis) {
    inTalk(there -> there.dtmfInfo(digit, durationMillis));
  }

  private void inTalk(Consumer<Talk> work) {
    core.loop()
        .execute(
            () -> {
              if (talk != null && !talk.over()) {
                work.accept(talk);
              }
            });
  }

  /** For attempts: how long a trunk may stay silent. */
  Duration patience() {
    return core.settings().timing().unansweredInvite();
  }
}
