package com.jagcall.calls.sip;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TransactionState;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jboss.logging.Logger;

/**
 * One INVITE to one server of a trunk, and everything that can come of it. Only used on the loop.
 */
final class Attempt implements SipTransport.Exchange, Receivers.Receiver {

  private static final Logger LOG = Logger.getLogger(Attempt.class);
  private static final int RETRY_AFTER_SECONDS_MAX = 60;
  private static final int FORKS_MAX = 10;

  private final Core core;
  private final OutboundLeg leg;
  private final TrunkLine line;
  private final NextHop server;
  private final String callId = Tokens.random();
  private final String tag = Tokens.random();
  private final Address contact;
  private final SipURI target;
  private final Ask ask;
  private final Map<String, Talk> unwanted = new HashMap<>();
  private Talk talk;
  private long sequence;
  private int leastSessionSeconds = SessionTimer.SECONDS_MIN;
  private boolean heard;
  private boolean rang;
  private boolean finished;
  private boolean abandoned;
  private boolean canceled;
  private Loop.Timer silence = Loop.Timer.NONE;

  /**
   * @param target where a redirection points to; null for the number at the trunk
   */
  Attempt(Core core, OutboundLeg leg, TrunkLine line, NextHop server, SipURI target) {
    this.core = core;
    this.leg = leg;
    this.line = line;
    this.server = server;
    Trunk trunk = line.trunk();
    this.contact = core.messages().contact(line.user(), trunk.transport());
    this.target = target == null ? called() : target;
    this.ask = new Ask(core, line.digest(), this::invite, server, this);
  }

  private SipURI called() {
    Trunk trunk = line.trunk();
    return Messages.uri(trunk.spelled(leg.dial().to()), trunk.domain(), 0, null);
  }

  String callId() {
    return callId;
  }

  String trunk() {
    return line.trunk().name();
  }

  /** Whether any response came. */
  boolean heard() {
    return heard;
  }

  void send() {
    LOG.infof(
        "call %s: INVITE to trunk %s, %s, Call-ID %s",
        leg.dial().callId(), trunk(), server, callId);
    core.receivers().add(callId, tag, this);
    silence = core.loop().after(leg.patience(), this::silent);
    ask.send();
  }

  private Request invite() {
    Caller caller = new Caller(line, leg.dial().from());
    Messages.Line head =
        new Messages.Line(Request.INVITE, target, Messages.callId(callId), ++sequence);
    Request invite =
        core.messages()
            .request(head, caller.from(), tag, Messages.address(called()), null, server.via());
    invite.addHeader(Messages.HEADERS.createContactHeader(contact));
    caller.identify(invite);
    Messages.allow(invite);
    long seconds = core.settings().timing().sessionExpires().toSeconds();
    if (seconds > 0) {
      Messages.header(invite, "Supported", "timer");
      Messages.header(
          invite, "Session-Expires", String.valueOf(Math.max(seconds, leastSessionSeconds)));
      Messages.header(invite, "Min-SE", String.valueOf(leastSessionSeconds));
    }
    Messages.sdp(invite, leg.dial().sdpOffer());
    return invite;
  }

  private void silent() {
    line.down(server, Duration.ofSeconds(30));
    LOG.warnf("call %s: trunk %s, %s does not answer", leg.dial().callId(), trunk(), server);
    abandon();
    leg.failed(this, 0, "no response from the trunk");
  }

  /**
   * Nobody wants an answer any more. Only after a first response may a CANCEL be sent (section
   * 9.1); until then it waits.
   */
  void abandon() {
    if (abandoned || finished) {
      return;
    }
    abandoned = true;
    silence.cancel();
    ask.withdraw();
    if (heard) {
      cancel();
    } else {
      core.loop().after(Core.AFTERLIFE, this::giveUp);
    }
  }

  private void cancel() {
    if (canceled || finished || ask.transaction() == null) {
      return;
    }
    canceled = true;
    try {
      core.sender().send(ask.transaction().createCancel(), server, new Talk.Ignored(), sent -> {});
    } catch (SipException e) {
      LOG.infof(
          "call %s: CANCEL cannot be made: %s", leg.dial().callId(), Printable.of(e.getMessage()));
    }
    core.loop().after(Core.AFTERLIFE, this::giveUp);
  }

  /** The peer left even a CANCEL unanswered. */
  private void giveUp() {
    if (!finished) {
      finish();
      try {
        if (ask.transaction() != null
            && ask.transaction().getState() != TransactionState.TERMINATED) {
          ask.transaction().terminate();
        }
      } catch (SipException e) {
        // It is gone already.
      }
    }
  }

  /** What still arrives for it is answered for a while: repeated 200s, other branches of a fork. */
  private void finish() {
    finished = true;
    silence.cancel();
    if (talk == null) {
      bury();
    }
  }

  /** The call it carried is over. */
  void bury() {
    core.loop().after(Core.AFTERLIFE, () -> core.receivers().remove(callId, tag));
  }

  @Override
  public void response(Response response) {
    int status = response.getStatusCode();
    heard = true;
    silence.cancel();
    if (status >= 200 && status < 300) {
      lateAnswer(response);
    } else if (status < 200) {
      provisional(response);
    } else if (!finished) {
      finish();
      if (!abandoned) {
        refused(response);
      }
    }
  }

  private void provisional(Response response) {
    line.up(server);
    if (abandoned) {
      cancel();
    } else if (response.getStatusCode() > 100 && talk == null) {
      String sdp = Messages.sdp(response);
      rang = true;
      leg.early(this, response.getStatusCode() == 180 || sdp == null, sdp);
    }
  }

  private void refused(Response response) {
    int status = response.getStatusCode();
    if (status < 400) {
      redirect(response);
    } else if (status == 422 && longer(response)) {
      finished = false;
      ask.send();
    } else if (Endings.trunkFailed(status) && !rang) {
      if (status == 503
          && response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader later) {
        line.down(
            server,
            Duration.ofSeconds(
                Math.max(1, Math.min(later.getRetryAfter(), RETRY_AFTER_SECONDS_MAX))));
      }
      leg.failed(this, status, response.getReasonPhrase());
    } else {
      leg.refused(this, response);
    }
  }

  private boolean longer(Response response) {
    String least = Messages.value(response, "Min-SE");
    if (least == null
        || !least.matches("[0-9]{1,5}")
        || Integer.parseInt(least) <= leastSessionSeconds) {
      return false;
    }
    leastSessionSeconds = Integer.parseInt(least);
    return true;
  }

  /**
   * Follows a redirection only to hosts that are the trunk's own: a carrier must not make us call
   * elsewhere.
   */
  private void redirect(Response response) {
    Iterator<?> contacts = response.getHeaders(ContactHeader.NAME);
    while (contacts.hasNext()) {
      ContactHeader there = (ContactHeader) contacts.next();
      if (there.getAddress() != null
          && there.getAddress().getURI() instanceof SipURI uri
          && own(uri.getHost())) {
        int port = uri.getPort() > 0 ? uri.getPort() : server.via().defaultPort();
        String host = HostAndPort.isLiteral(uri.getHost()) ? uri.getHost() : server.host();
        leg.redirected(
            this, (SipURI) uri.clone(), new NextHop(host, port, server.via(), server.serverName()));
        return;
      }
    }
    leg.failed(this, response.getStatusCode(), "redirected elsewhere");
  }

  private boolean own(String host) {
    return host.equals(server.host())
        || host.equalsIgnoreCase(line.trunk().domain())
        || line.trunk().hosts().stream()
            .anyMatch(own -> HostAndPort.parse(own).host().equalsIgnoreCase(host));
  }

  @Override
  public void failed() {
    if (finished) {
      return;
    }
    finish();
    if (!abandoned) {
      line.down(server, Duration.ofSeconds(30));
      leg.failed(this, 0, "the trunk cannot be reached");
    }
  }

  /**
   * A 2xx: the first makes the call, the same again is acknowledged again, any other is
   * acknowledged and hung up on.
   */
  @Override
  public void lateAnswer(Response response) {
    String theirTag = Receivers.toTag(response);
    Talk known =
        talk != null && talk.dialog().remoteTag().equals(theirTag) ? talk : unwanted.get(theirTag);
    if (known != null) {
      known.acknowledge(response);
      return;
    }
    if (theirTag == null || unwanted.size() >= FORKS_MAX) {
      return;
    }
    boolean wanted = talk == null && leg.wants(this);
    Notices notices = wanted ? leg.notices() : new Notices(leg.dial().callId(), null, () -> {});
    Dialog dialog = Dialog.ofResponse(core.messages(), response, server, contact);
    Talk there = new Talk(core, line, dialog, notices);
    there.acknowledge(response);
    if (wanted) {
      talk = there;
      there.renegotiation().opened(response, leg.dial().sdpOffer());
    } else {
      unwanted.put(theirTag, there);
      LOG.infof("call %s: an answer that came too late is hung up on", leg.dial().callId());
      there.end(EndCause.CANCELED, 0, "answered too late");
    }
    if (!finished) {
      finish();
    }
    if (wanted) {
      leg.answered(there, Messages.sdp(response));
    }
  }

  @Override
  public void request(Request request, ServerTransaction transaction) {
    String theirTag = Receivers.fromTag(request);
    Talk known =
        talk != null && talk.dialog().remoteTag().equals(theirTag) ? talk : unwanted.get(theirTag);
    if (known != null) {
      known.request(request, transaction);
    } else if (transaction != null) {
      core.respond(transaction, Messages.response(481, null, request, null));
    }
  }

  @Override
  public void stop() {
    leg.stop(EndCause.STOPPED);
  }
}
