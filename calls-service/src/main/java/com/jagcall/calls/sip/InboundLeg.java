package com.jagcall.calls.sip;

import java.time.Instant;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A call that came in. */
final class InboundLeg implements Leg, Receivers.Receiver {

  private final Core core;
  private final TrunkLine line;
  private final Request invite;
  private final ServerTransaction transaction;
  private final Notices notices;
  private final Talk talk;
  private final String tag = Tokens.random();
  private final String callId;
  private boolean answered;
  private Loop.Timer patience = Loop.Timer.NONE;

  /**
   * @param source where the INVITE came from
   */
  InboundLeg(
      Core core,
      TrunkLine line,
      Request invite,
      ServerTransaction transaction,
      NextHop source,
      Runnable onEnd) {
    this.core = core;
    this.line = line;
    this.invite = invite;
    this.transaction = transaction;
    this.callId = Receivers.callId(invite);
    this.notices = new Notices("(inbound " + Printable.of(callId) + ")", null, onEnd);
    Dialog dialog =
        Dialog.ofInvite(
            core.messages(),
            invite,
            tag,
            source,
            core.messages().contact(line.user(), source.via()));
    this.talk = new Talk(core, line, dialog, notices);
  }

  String tag() {
    return tag;
  }

  /** On the loop: asks the handler what is to become of it. */
  void begin(InboundHandler handler, InboundInvite what) {
    core.receivers().add(callId, tag, this);
    core.respond(transaction, Messages.response(Response.TRYING, null, invite, null));
    patience =
        core.loop()
            .after(core.settings().timing().inboundRing(), () -> refuse(Rejection.UNAVAILABLE));
    try {
      notices.listener(handler.invited(this, what));
    } catch (RuntimeException fault) {
      org.jboss.logging.Logger.getLogger(InboundLeg.class)
          .errorf(fault, "%s: its handler failed", notices.callId());
      refuse(Rejection.FAILED);
    }
  }

  /**
   * Whether an INVITE is this one again, by another way round (merged, section 8.2.2.2) if its
   * branch differs.
   */
  boolean sameBranch(Request other) {
    ViaHeader mine = (ViaHeader) invite.getHeader(ViaHeader.NAME);
    ViaHeader theirs = (ViaHeader) other.getHeader(ViaHeader.NAME);
    return mine.getBranch() != null && mine.getBranch().equals(theirs.getBranch());
  }

  /** A CANCEL for its INVITE. */
  void canceled() {
    if (!answered && !notices.over()) {
      patience.cancel();
      core.respond(transaction, Messages.response(Response.REQUEST_TERMINATED, null, invite, tag));
      notices.end(EndCause.CANCELED, 0, "canceled by the caller", true);
    }
  }

  @Override
  public void request(Request request, ServerTransaction requested) {
    if (!answered && request.getMethod().equals(Request.BYE)) {
      talk.respond(requested, request, 200, null);
      canceled();
    } else if (!answered && requested != null) {
      talk.respond(
          requested, request, request.getMethod().equals(Request.INVITE) ? 491 : 481, null);
    } else if (answered) {
      talk.request(request, requested);
    }
  }

  @Override
  public void lateAnswer(Response response) {
    talk.acknowledge(response);
  }

  @Override
  public void stop() {
    finish(EndCause.STOPPED);
  }

  private void finish(EndCause cause) {
    if (answered) {
      talk.end(cause, 0, "hung up by us");
    } else {
      refuse(Rejection.UNAVAILABLE);
    }
  }

  private void refuse(Rejection why) {
    if (answered || notices.over()) {
      return;
    }
    patience.cancel();
    core.respond(transaction, Messages.response(why.status(), why.reason(), invite, tag));
    notices.end(EndCause.REFUSED, why.status(), why.reason(), false);
  }

  private void early(int status, String sdp) {
    if (answered || notices.over()) {
      return;
    }
    Response response = Messages.response(status, null, invite, tag);
    response.setHeader(Messages.HEADERS.createContactHeader(talk.dialog().contact()));
    if (sdp != null) {
      Messages.sdp(response, sdp);
    }
    core.respond(transaction, response);
  }

  private void accept(String sdp) {
    if (answered || notices.over()) {
      return;
    }
    Response answer = Messages.response(Response.OK, null, invite, tag);
    answer.setHeader(Messages.HEADERS.createContactHeader(talk.dialog().contact()));
    Messages.allow(answer);
    Messages.header(answer, "Supported", "timer");
    if (!talk.renegotiation().session().answer(invite, answer)) {
      // The trunk was told before that the interval is too small; only the first INVITE may be
      // refused for it.
      answer.removeHeader("Session-Expires");
    }
    Messages.sdp(answer, sdp);
    answered = true;
    patience.cancel();
    Response again = (Response) answer.clone();
    core.respond(transaction, answer);
    talk.renegotiation().opening(invite, again, sdp);
    notices.tell(listener -> listener.answered(null, Instant.now()));
  }

  @Override
  public String sipCallId() {
    return callId;
  }

  @Override
  public String trunk() {
    return line.trunk().name();
  }

  @Override
  public void ring() {
    core.loop().execute(() -> early(Response.RINGING, null));
  }

  @Override
  public void progress(String sdp) {
    core.loop().execute(() -> early(Response.SESSION_PROGRESS, sdp));
  }

  @Override
  public void answer(String sdp) {
    core.loop().execute(() -> accept(sdp));
  }

  @Override
  public void reject(Rejection why) {
    core.loop().execute(() -> refuse(why));
  }

  @Override
  public void hangUp() {
    core.loop().execute(() -> finish(EndCause.HANGUP));
  }

  @Override
  public void renegotiate(String sdpOffer) {
    inTalk(() -> talk.renegotiation().offer(sdpOffer));
  }

  @Override
  public void transfer(String to, Consumer<TransferResult> done) {
    core.loop()
        .execute(
            () -> {
              if (answered) {
                talk.transfer(to, done);
              } else {
                done.accept(new TransferResult(false, 0));
              }
            });
  }

  @Override
  public void dtmfInfo(char digit, int durationMillis) {
    inTalk(() -> talk.dtmfInfo(digit, durationMillis));
  }

  private void inTalk(Runnable work) {
    core.loop()
        .execute(
            () -> {
              if (answered && !talk.over()) {
                work.run();
              }
            });
  }
}
