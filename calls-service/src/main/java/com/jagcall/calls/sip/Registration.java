package com.jagcall.calls.sip;

import java.time.Duration;
import java.util.Iterator;
import javax.sip.address.SipURI;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.MinExpiresHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jboss.logging.Logger;

/** Registers us with a trunk, and again before the registration is over (RFC 3261 section 10). */
final class Registration {

  private static final Logger LOG = Logger.getLogger(Registration.class);
  private static final int RETRY_SECONDS_MIN = 2;
  private static final int RETRY_SECONDS_MAX = 60;
  private static final int EXPIRES_SECONDS_MAX = 86_400;

  private final Core core;
  private final TrunkLine line;
  private final CallIdHeader callId = Messages.callId(Tokens.random());
  private final String tag = Tokens.random();
  private int seconds;
  private int retrySeconds = RETRY_SECONDS_MIN;
  private long sequence;
  private int round;
  private boolean leaving;
  private Loop.Timer next = Loop.Timer.NONE;

  Registration(Core core, TrunkLine line) {
    this.core = core;
    this.line = line;
    this.seconds = (int) core.settings().timing().registration().toSeconds();
  }

  void start() {
    line.servers(
        servers -> {
          if (servers.isEmpty()) {
            retry("no address");
          } else {
            // After a failure the next of its servers is asked.
            register(servers.get(round % servers.size()), seconds);
          }
        });
  }

  /** Leaves; {@code done} is called when the trunk knows or does not answer. */
  void leave(Runnable done) {
    leaving = true;
    next.cancel();
    line.registered(false);
    line.servers(
        servers -> {
          if (servers.isEmpty()) {
            done.run();
            return;
          }
          NextHop server = servers.get(round % servers.size());
          new Ask(core, line.digest(), () -> request(0), server, new Outcome(0, done)).send();
        });
  }

  private void register(NextHop server, int expires) {
    new Ask(core, line.digest(), () -> request(expires), server, new Outcome(expires, null)).send();
  }

  private Request request(int expires) {
    Trunk trunk = line.trunk();
    SipURI registrar = Messages.uri(null, trunk.domain(), 0, trunk.transport());
    Messages.Line head = new Messages.Line(Request.REGISTER, registrar, callId, ++sequence);
    Request request =
        core.messages().request(head, line.account(), tag, line.account(), null, trunk.transport());
    request.addHeader(
        Messages.HEADERS.createContactHeader(
            core.messages().contact(line.user(), trunk.transport())));
    Messages.header(request, ExpiresHeader.NAME, String.valueOf(expires));
    return request;
  }

  private void retry(String why) {
    line.registered(false);
    if (leaving) {
      return;
    }
    LOG.warnf(
        "trunk %s: not registered (%s), next try in %d s", line.trunk().name(), why, retrySeconds);
    round++;
    next = core.loop().after(Duration.ofSeconds(retrySeconds), this::start);
    retrySeconds = Math.min(retrySeconds * 2, RETRY_SECONDS_MAX);
  }

  private final class Outcome implements SipTransport.Exchange {

    private final int asked;
    private final Runnable done;

    Outcome(int asked, Runnable done) {
      this.asked = asked;
      this.done = done;
    }

    @Override
    public void response(Response response) {
      int status = response.getStatusCode();
      if (status < 200) {
        return;
      }
      if (done != null) {
        done.run();
      } else if (leaving) {
        line.registered(false);
      } else if (status < 300) {
        registered(granted(response));
      } else if (status == Response.INTERVAL_TOO_BRIEF
          && response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader least
          && least.getExpires() > asked
          && least.getExpires() <= EXPIRES_SECONDS_MAX) {
        seconds = least.getExpires();
        start();
      } else {
        retry(status + " " + Printable.of(response.getReasonPhrase()));
      }
    }

    @Override
    public void failed() {
      if (done != null) {
        done.run();
      } else {
        retry("no answer");
      }
    }

    private void registered(int granted) {
      line.registered(true);
      retrySeconds = RETRY_SECONDS_MIN;
      LOG.infof("trunk %s: registered for %d s", line.trunk().name(), granted);
      next = core.loop().after(Duration.ofMillis(granted * 800L), Registration.this::start);
    }

    /**
     * The Contact's own value counts before the Expires header; at least ten seconds, so that a bad
     * one is no flood.
     */
    private int granted(Response response) {
      int granted = asked;
      if (response.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader expires) {
        granted = expires.getExpires();
      }
      Iterator<?> contacts = response.getHeaders(ContactHeader.NAME);
      while (contacts.hasNext()) {
        ContactHeader contact = (ContactHeader) contacts.next();
        if (ours(contact) && contact.getExpires() > 0) {
          granted = contact.getExpires();
        }
      }
      return Math.max(10, Math.min(granted, EXPIRES_SECONDS_MAX));
    }

    private boolean ours(ContactHeader contact) {
      return contact.getAddress() != null
          && contact.getAddress().getURI() instanceof SipURI uri
          && core.messages().host().equals(uri.getHost());
    }
  }
}
