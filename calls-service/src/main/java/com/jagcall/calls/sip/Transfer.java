package com.jagcall.calls.sip;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A blind transfer: REFER, and the NOTIFYs about what became of it (RFC 3515). One at a time. */
final class Transfer {

  private static final Pattern STATUS =
      Pattern.compile("SIP/2\\.0 ([1-6][0-9]{2})(?: .*)?", Pattern.DOTALL);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Core core;
  private final Talk talk;
  private Consumer<TransferResult> done;
  private boolean accepted;
  private Loop.Timer patience = Loop.Timer.NONE;

  Transfer(Core core, Talk talk) {
    this.core = core;
    this.talk = talk;
  }

  void start(String to, Consumer<TransferResult> whenDone) {
    if (done != null || talk.over() || !PhoneNumber.valid(to)) {
      whenDone.accept(new TransferResult(false, 0));
      return;
    }
    done = whenDone;
    accepted = false;
    patience = core.loop().after(PATIENCE, () -> finish(false, 0));
    Trunk trunk = talk.line().trunk();
    String target = "<" + Messages.uri(trunk.spelled(to), trunk.domain(), 0, null) + ">";
    talk.ask(
        () -> {
          Request refer = talk.dialog().request(Request.REFER);
          Messages.header(refer, "Refer-To", target);
          Messages.header(refer, "Referred-By", "<" + talk.dialog().local().getURI() + ">");
          return refer;
        },
        new Outcome());
  }

  /** A NOTIFY within the dialog. */
  void notified(Request request, ServerTransaction transaction) {
    talk.respond(transaction, request, 200, null);
    String event = Messages.value(request, "Event");
    if (done == null || event == null || !event.startsWith("refer")) {
      return;
    }
    accepted = true;
    Matcher status = STATUS.matcher(Messages.text(request).strip());
    int code = status.matches() ? Integer.parseInt(status.group(1)) : 0;
    String state = Messages.value(request, "Subscription-State");
    if (code >= 200) {
      finish(code < 300, code);
    } else if (state != null && state.startsWith("terminated")) {
      // A gateway that tells no more has taken the transfer over.
      finish(true, code);
    }
  }

  /** The peer hung up: true if it did so because it took over the transfer. */
  boolean peerLeft() {
    boolean taken = done != null && accepted;
    if (done != null) {
      tell(taken, taken ? 202 : 0);
    }
    return taken;
  }

  private void finish(boolean success, int status) {
    if (done == null) {
      return;
    }
    tell(success, status);
    if (success) {
      talk.end(EndCause.TRANSFERRED, status, "transferred");
    }
  }

  private void tell(boolean success, int status) {
    Consumer<TransferResult> there = done;
    done = null;
    patience.cancel();
    talk.notices().tell(listener -> there.accept(new TransferResult(success, status)));
  }

  private final class Outcome implements SipTransport.Exchange {

    @Override
    public void response(Response response) {
      int status = response.getStatusCode();
      if (status >= 300) {
        finish(false, status);
      } else if (status >= 200) {
        accepted = true;
      }
    }

    @Override
    public void failed() {
      finish(false, 0);
    }
  }
}
