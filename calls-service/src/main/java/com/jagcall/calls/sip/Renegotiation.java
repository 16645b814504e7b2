package com.jagcall.calls.sip;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Offers and answers within a call (RFC 3261 section 14, RFC 3311): hold, resume, new addresses, in
 * either direction, and the refreshing of the session (RFC 4028). At most one of them is under way;
 * who comes across another's gets 491.
 */
final class Renegotiation {

  private static final int TRIES_MAX = 4;

  private final Core core;
  private final Talk talk;
  private final SessionTerms session;
  private String localSdp;
  private boolean callIdOurs;
  private Reinvite ours;
  private String next;
  private AnswerRepeater theirs;
  private boolean theirsOffers;
  private long theirsNumber;
  private boolean first;
  private Loop.Timer glare = Loop.Timer.NONE;

  Renegotiation(Core core, Talk talk) {
    this.core = core;
    this.talk = talk;
    this.session =
        new SessionTerms(
            core, this::refresh, () -> talk.end(EndCause.PEER_LOST, 0, "session not refreshed"));
  }

  /** Our INVITE was answered: what was agreed about the session. */
  void opened(Response answer, String ourSdp) {
    callIdOurs = true;
    localSdp = ourSdp;
    session.agreed(answer);
  }

  /**
   * The peer's first INVITE is answered with this 2xx, which is sent again until it is
   * acknowledged.
   */
  void opening(Request invite, Response answer, String ourSdp) {
    first = true;
    answering(invite, answer, ourSdp);
  }

  private void answering(Request invite, Response answer, String ourSdp) {
    localSdp = ourSdp;
    theirsOffers = Messages.sdp(invite) == null;
    theirsNumber = Messages.sequence(invite);
    theirs = new AnswerRepeater(core, answer, this::unacknowledged).start();
  }

  private void unacknowledged() {
    theirs = null;
    first = false;
    talk.released();
    talk.end(EndCause.PEER_LOST, 0, "no ACK");
  }

  SessionTerms session() {
    return session;
  }

  boolean awaitsFirstAck() {
    return first && theirs != null;
  }

  /** An ACK of the peer. */
  void acknowledged(Request ack) {
    if (theirs == null || Messages.sequence(ack) != theirsNumber) {
      return;
    }
    theirs.acknowledged();
    theirs = null;
    talk.released();
    String answer = theirsOffers ? Messages.sdp(ack) : null;
    if (first) {
      first = false;
      talk.notices().tell(listener -> listener.acknowledged(answer));
    } else if (theirsOffers) {
      talk.notices().tell(listener -> listener.renegotiationAnswered(answer));
    }
    sendNext();
  }

  /** A re-INVITE or UPDATE of the peer. */
  void asked(Request request, ServerTransaction transaction) {
    boolean invite = request.getMethod().equals(Request.INVITE);
    String offer = Messages.sdp(request);
    if (invite || offer != null) {
      if (ours != null) {
        talk.respond(transaction, request, 491, null);
        return;
      }
      if (theirs != null) {
        refuseEarly(request, transaction);
        return;
      }
    }
    Response answer = Messages.response(200, null, request, talk.dialog().localTag());
    if (!session.answer(request, answer)) {
      Response brief =
          Messages.response(422, "Session Interval Too Small", request, talk.dialog().localTag());
      Messages.header(brief, "Min-SE", String.valueOf(SessionTimer.SECONDS_MIN));
      core.respond(transaction, brief);
      return;
    }
    String sdp = sdpFor(invite, offer);
    if (sdp == null && (invite || offer != null)) {
      talk.respond(transaction, request, 488, null);
      return;
    }
    talk.dialog().retarget(request);
    capabilities(answer);
    if (sdp != null) {
      Messages.sdp(answer, sdp);
    }
    Response again = (Response) answer.clone();
    core.respond(transaction, answer);
    if (invite) {
      answering(request, again, sdp);
    } else if (sdp != null) {
      localSdp = sdp;
    }
  }

  private String sdpFor(boolean invite, String offer) {
    if (offer != null) {
      return talk.notices().ask(listener -> listener.renegotiated(offer));
    }
    if (!invite) {
      return null;
    }
    String wanted = talk.notices().ask(LegListener::offerWanted);
    return wanted == null ? localSdp : wanted;
  }

  private void refuseEarly(Request request, ServerTransaction transaction) {
    Response early = Messages.response(500, "Too Early", request, talk.dialog().localTag());
    Messages.header(early, "Retry-After", String.valueOf(ThreadLocalRandom.current().nextInt(10)));
    core.respond(transaction, early);
  }

  private void capabilities(Response answer) {
    answer.setHeader(Messages.HEADERS.createContactHeader(talk.dialog().contact()));
    Messages.allow(answer);
    Messages.header(answer, "Supported", "timer");
  }

  /**
   * Offers something new; if something is under way, after that, and then only the last of what was
   * wanted meanwhile.
   */
  void offer(String sdp) {
    if (ours != null || theirs != null) {
      next = sdp;
    } else {
      ours = new Reinvite(sdp, false);
      ours.send();
    }
  }

  private void sendNext() {
    if (next != null && ours == null && theirs == null && !talk.over()) {
      String sdp = next;
      next = null;
      offer(sdp);
    }
  }

  private void refresh() {
    if (ours != null || theirs != null) {
      // What is under way refreshes the session too.
      return;
    }
    if (session.peerUpdates()) {
      talk.ask(
          () -> {
            Request update = talk.dialog().request(Request.UPDATE);
            session.ask(update);
            return update;
          },
          new Refresh());
    } else {
      ours = new Reinvite(localSdp, true);
      ours.send();
    }
  }

  void close() {
    session.stop();
    glare.cancel();
    next = null;
    if (theirs != null && !first) {
      theirs.acknowledged();
      theirs = null;
    }
  }

  /** What a failed request within a dialog means for the dialog (section 12.2.1.2). */
  private boolean fatal(int status) {
    return status == 408 || status == 481;
  }

  private final class Refresh implements SipTransport.Exchange {

    @Override
    public void response(Response response) {
      int status = response.getStatusCode();
      if (status >= 200 && status < 300) {
        session.agreed(response);
      } else if (fatal(status)) {
        talk.end(EndCause.PEER_LOST, status, "the peer no longer knows the call");
      } else if (status == 405 || status == 501) {
        session.noUpdates();
        refresh();
      }
    }

    @Override
    public void failed() {
      talk.end(EndCause.PEER_LOST, 0, "session refresh not answered");
    }
  }

  private final class Reinvite implements SipTransport.Exchange {

    private final String sdp;
    private final boolean refresh;
    private int tries;

    Reinvite(String sdp, boolean refresh) {
      this.sdp = sdp;
      this.refresh = refresh;
    }

    void send() {
      tries++;
      talk.ask(this::request, this);
    }

    private Request request() {
      Request invite = talk.dialog().request(Request.INVITE);
      Messages.allow(invite);
      session.ask(invite);
      Messages.sdp(invite, sdp);
      return invite;
    }

    @Override
    public void response(Response response) {
      int status = response.getStatusCode();
      if (status < 200) {
        return;
      }
      if (status < 300) {
        answered(response);
      } else if (talk.over()) {
        ours = null;
      } else if (status == 491 && tries < TRIES_MAX) {
        ours = null;
        glare = core.loop().after(pause(), this::again);
      } else if (status == 422 && tries < TRIES_MAX && session.longer(response)) {
        send();
      } else if (fatal(status)) {
        ours = null;
        talk.end(EndCause.PEER_LOST, status, "the peer no longer knows the call");
      } else {
        over(null);
      }
    }

    private void answered(Response response) {
      talk.dialog().retarget(response);
      talk.acknowledge(response);
      if (talk.over()) {
        return;
      }
      localSdp = sdp;
      session.agreed(response);
      over(Messages.sdp(response));
    }

    private void over(String answer) {
      ours = null;
      if (!refresh) {
        talk.notices().tell(listener -> listener.renegotiationAnswered(answer));
      }
      sendNext();
    }

    private void again() {
      if (!talk.over() && ours == null && theirs == null) {
        ours = this;
        send();
      } else if (!refresh && next == null) {
        next = sdp;
      }
    }

    /** Section 14.1: the owner of the Call-ID waits longer, so that the two do not meet again. */
    private Duration pause() {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      return Duration.ofMillis(
          callIdOurs ? random.nextInt(2_100, 4_000) : random.nextInt(0, 2_000));
    }

    @Override
    public void failed() {
      ours = null;
      talk.end(EndCause.PEER_LOST, 0, "re-INVITE not answered");
    }
  }
}
