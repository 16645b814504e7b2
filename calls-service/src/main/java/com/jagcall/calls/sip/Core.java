package com.jagcall.calls.sip;

import java.time.Duration;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Response;
import org.jboss.logging.Logger;

/** What every part of one user agent shares. */
record Core(
    Loop loop,
    SipTransport transport,
    Sender sender,
    Messages messages,
    Receivers receivers,
    SipSettings settings,
    PacketGate gate) {

  private static final Logger LOG = Logger.getLogger(Core.class);

  /** How long messages of what is over may still arrive: 64 times T1 (RFC 3261). */
  static final Duration AFTERLIFE = Duration.ofSeconds(32);

  /** Sends a response in its transaction; a peer that cannot be reached will ask again. */
  void respond(ServerTransaction transaction, Response response) {
    try {
      transaction.sendResponse(response);
    } catch (SipException | InvalidArgumentException | RuntimeException e) {
      LOG.infof(
          "SIP %d cannot be sent: %s", response.getStatusCode(), Printable.of(e.getMessage()));
    }
  }
}
