package com.jagcall.calls.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.ServerTransaction;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * A call that stands: everything that happens within its dialog, in either direction, until a BYE.
 * Only used on the loop.
 */
final class Talk {

  private static final Pattern DIGIT =
      Pattern.compile("(?:signal\\s*=\\s*)?([0-9*#a-d])\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern DURATION =
      Pattern.compile("duration\\s*=\\s*([0-9]{1,5})\\s*", Pattern.CASE_INSENSITIVE);
  private static final int DIGIT_MILLIS = 160;
  private static final int ACKS_MAX = 4;

  private final Core core;
  private final TrunkLine line;
  private final Dialog dialog;
  private final Notices notices;
  private final Renegotiation renegotiation;
  private final Transfer transfer;
  private final Map<Long, Request> acks = new LinkedHashMap<>();
  private final InetAddress peer;
  private boolean over;
  private boolean byeWaits;

  Talk(Core core, TrunkLine line, Dialog dialog, Notices notices) {
    this.core = core;
    this.line = line;
    this.dialog = dialog;
    this.notices = notices;
    this.renegotiation = new Renegotiation(core, this);
    this.transfer = new Transfer(core, this);
    this.peer = literal(dialog.hop().host());
    if (peer != null) {
      core.gate().meet(peer);
    }
  }

  private static InetAddress literal(String host) {
    try {
      return HostAndPort.isLiteral(host) ? InetAddress.getByName(host) : null;
    } catch (UnknownHostException none) {
      return null;
    }
  }

  Dialog dialog() {
    return dialog;
  }

  Notices notices() {
    return notices;
  }

  TrunkLine line() {
    return line;
  }

  Renegotiation renegotiation() {
    return renegotiation;
  }

  boolean over() {
    return over;
  }

  /** Acknowledges a 2xx to an INVITE of ours, and again when it is repeated. */
  void acknowledge(Response answer) {
    long number = ((CSeqHeader) answer.getHeader(CSeqHeader.NAME)).getSeqNumber();
    Request ack = acks.get(number);
    if (ack == null) {
      ack = dialog.ack(number);
      acks.put(number, ack);
      if (acks.size() > ACKS_MAX) {
        acks.remove(acks.keySet().iterator().next());
      }
    }
    core.sender().sendAck((Request) ack.clone(), dialog.hop());
  }

  void request(Request request, ServerTransaction transaction) {
    if (request.getMethod().equals(Request.ACK)) {
      renegotiation.acknowledged(request);
      return;
    }
    if (!dialog.inOrder(request)) {
      respond(transaction, request, 500, "Out of Order");
      return;
    }
    if (over && !request.getMethod().equals(Request.BYE)) {
      respond(transaction, request, 481, null);
      return;
    }
    switch (request.getMethod()) {
      case Request.BYE -> bye(request, transaction);
      case Request.INVITE, Request.UPDATE -> renegotiation.asked(request, transaction);
      case Request.INFO -> info(request, transaction);
      case Request.NOTIFY -> transfer.notified(request, transaction);
      case Request.OPTIONS -> respond(transaction, request, 200, null);
      case Request.REFER -> respond(transaction, request, 603, null);
      default -> respond(transaction, request, 405, null);
    }
  }

  void respond(ServerTransaction transaction, Request request, int status, String reason) {
    Response response = Messages.response(status, reason, request, dialog.localTag());
    if (status == 405 || request.getMethod().equals(Request.OPTIONS)) {
      Messages.allow(response);
    }
    core.respond(transaction, response);
  }

  private void bye(Request request, ServerTransaction transaction) {
    respond(transaction, request, 200, null);
    if (!over) {
      close();
      EndCause cause = transfer.peerLeft() ? EndCause.TRANSFERRED : EndCause.HANGUP;
      notices.end(cause, 0, "BYE received", true);
    }
  }

  private void info(Request request, ServerTransaction transaction) {
    respond(transaction, request, 200, null);
    String text = Messages.text(request);
    Matcher digit = DIGIT.matcher(text);
    if (digit.lookingAt()) {
      Matcher duration = DURATION.matcher(text);
      int millis = duration.find() ? Integer.parseInt(duration.group(1)) : DIGIT_MILLIS;
      notices.tell(
          listener -> listener.dtmf(Character.toUpperCase(digit.group(1).charAt(0)), millis));
    }
  }

  /** Sends a digit as INFO (the widely spoken draft of application/dtmf-relay). */
  void dtmfInfo(char digit, int durationMillis) {
    if (over || "0123456789*#ABCD".indexOf(digit) < 0) {
      return;
    }
    ask(
        () -> {
          Request info = dialog.request(Request.INFO);
          String body =
              "Signal="
                  + digit
                  + "\r\nDuration="
                  + Math.max(40, Math.min(durationMillis, 5_000))
                  + "\r\n";
          Messages.content(info, body, "application", "dtmf-relay");
          return info;
        },
        new Ignored());
  }

  void transfer(String to, Consumer<TransferResult> done) {
    transfer.start(to, done);
  }

  /** A request within the dialog, with challenges answered. */
  Ask ask(java.util.function.Supplier<Request> requests, SipTransport.Exchange outcome) {
    return new Ask(core, line.digest(), requests, dialog.hop(), outcome).send();
  }

  void end(EndCause cause, int status, String reason) {
    if (over) {
      return;
    }
    boolean early = renegotiation.awaitsFirstAck();
    close();
    if (early) {
      // The callee may not send a BYE before the ACK has arrived, or will no longer arrive (section
      // 15).
      byeWaits = true;
    } else {
      sendBye();
    }
    notices.end(cause, status, reason, false);
  }

  /** The ACK that a BYE waited for is here, or will not come. */
  void released() {
    if (byeWaits) {
      byeWaits = false;
      sendBye();
    }
  }

  private void sendBye() {
    ask(() -> dialog.request(Request.BYE), new Ignored());
  }

  private void close() {
    over = true;
    renegotiation.close();
    core.loop()
        .after(
            Core.AFTERLIFE,
            () -> {
              if (peer != null) {
                core.gate().forget(peer);
              }
            });
  }

  /** An exchange of which nothing depends. */
  static final class Ignored implements SipTransport.Exchange {

    @Override
    public void response(Response response) {
      // Whatever it says, the call goes on, or is over.
    }

    @Override
    public void failed() {
      // As above.
    }
  }
}
