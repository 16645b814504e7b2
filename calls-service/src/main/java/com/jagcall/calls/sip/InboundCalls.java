package com.jagcall.calls.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import javax.sip.ServerTransaction;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.RequireHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Takes INVITEs that begin a call, from trunks that were recognised already. Only used on the loop.
 */
final class InboundCalls {

  private final Core core;
  private final Map<String, InboundLeg> byCaller = new HashMap<>();
  private InboundHandler handler;
  private int legs;
  private volatile boolean closed;

  InboundCalls(Core core) {
    this.core = core;
  }

  void handler(InboundHandler there) {
    handler = there;
  }

  /** No more calls. */
  void close() {
    closed = true;
  }

  /** Any thread. */
  boolean isClosed() {
    return closed;
  }

  int legs() {
    return legs;
  }

  void invite(Request invite, ServerTransaction transaction, TrunkLine line) {
    String caller = caller(invite);
    InboundLeg known = byCaller.get(caller);
    if (known != null) {
      // The same again is answered by the leg's own repeating; by another way round it is a loop or
      // a fork.
      if (!known.sameBranch(invite)) {
        refuse(transaction, invite, 482, null);
      }
      return;
    }
    int refusal = refusal(invite);
    if (refusal != 0) {
      refuse(transaction, invite, refusal, null);
      return;
    }
    if (closed || legs >= core.settings().legsMax()) {
      refuse(transaction, invite, 503, null);
      return;
    }
    if (handler == null) {
      refuse(transaction, invite, 480, null);
      return;
    }
    legs++;
    InboundLeg leg =
        new InboundLeg(core, line, invite, transaction, source(invite), () -> over(caller, invite));
    byCaller.put(caller, leg);
    leg.begin(
        handler,
        new InboundInvite(
            Numbers.calling(invite),
            Numbers.called(invite),
            Messages.sdp(invite),
            line.trunk().name()));
  }

  private void over(String caller, Request invite) {
    legs--;
    core.loop()
        .after(
            Core.AFTERLIFE,
            () -> {
              InboundLeg leg = byCaller.remove(caller);
              if (leg != null) {
                core.receivers().remove(Receivers.callId(invite), leg.tag());
              }
            });
  }

  void cancel(Request cancel, ServerTransaction transaction) {
    InboundLeg leg = byCaller.get(caller(cancel));
    core.respond(
        transaction,
        Messages.response(leg == null ? 481 : 200, null, cancel, leg == null ? null : leg.tag()));
    if (leg != null) {
      leg.canceled();
    }
  }

  /** Why an INVITE cannot be taken whoever sends it (section 8.2); 0 if it can. */
  private static int refusal(Request invite) {
    Iterator<?> required = invite.getHeaders(RequireHeader.NAME);
    while (required.hasNext()) {
      if (!"timer".equalsIgnoreCase(((RequireHeader) required.next()).getOptionTag())) {
        return 420;
      }
    }
    ContentTypeHeader type = (ContentTypeHeader) invite.getHeader(ContentTypeHeader.NAME);
    if (type != null
        && invite.getRawContent() != null
        && !"sdp".equalsIgnoreCase(type.getContentSubType())) {
      return 415;
    }
    SessionTimer.Wish wish = SessionTimer.Wish.of(invite);
    boolean brief = wish != null && wish.seconds() < SessionTimer.SECONDS_MIN;
    return brief && Messages.lists(invite, "Supported", "timer") ? 422 : 0;
  }

  private void refuse(ServerTransaction transaction, Request invite, int status, String reason) {
    Response response = Messages.response(status, reason, invite, Tokens.random());
    switch (status) {
      case 415 -> Messages.header(response, "Accept", "application/sdp");
      case 420 -> {
        Iterator<?> required = invite.getHeaders(RequireHeader.NAME);
        while (required.hasNext()) {
          String tag = ((RequireHeader) required.next()).getOptionTag();
          if (!"timer".equalsIgnoreCase(tag)) {
            Messages.header(response, "Unsupported", tag);
          }
        }
      }
      case 422 -> Messages.header(response, "Min-SE", String.valueOf(SessionTimer.SECONDS_MIN));
      case 503 -> Messages.header(response, "Retry-After", "5");
      default -> {}
    }
    core.respond(transaction, response);
  }

  private static String caller(Request request) {
    return Receivers.fromTag(request) + ' ' + Receivers.callId(request);
  }

  /** Where a request came from, as the network says. */
  static NextHop source(Request request) {
    SIPRequest received = (SIPRequest) request;
    Transport via =
        Transport.valueOf(
            received.getTopmostVia().getTransport().toUpperCase(java.util.Locale.ROOT));
    String address = received.getRemoteAddress().getHostAddress();
    return new NextHop(address, received.getRemotePort(), via, address);
  }
}
