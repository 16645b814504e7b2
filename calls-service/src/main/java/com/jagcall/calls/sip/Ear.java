package com.jagcall.calls.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.header.CSeqHeader;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jboss.logging.Logger;

/**
 * Hears what the stack received, on the stack's threads, decides whether it is anything to us at
 * all, and puts it on the loop. No message, however broken, makes it throw.
 */
final class Ear implements SipListener {

  private static final Logger LOG = Logger.getLogger(Ear.class);

  private final Core core;
  private final Trunks trunks;
  private final InboundCalls inbound;
  private final DigestDoor door;

  Ear(Core core, Trunks trunks, InboundCalls inbound) {
    this.core = core;
    this.trunks = trunks;
    this.inbound = inbound;
    this.door = new DigestDoor(trunks.all());
  }

  @Override
  public void processRequest(RequestEvent event) {
    try {
      request(event.getRequest(), event.getServerTransaction());
    } catch (SipException | RuntimeException e) {
      // A transaction that exists already: a repetition that crossed ours. Anything else is a
      // message not worth an answer.
      LOG.debugf("SIP request dropped: %s", Printable.of(e.toString()));
    }
  }

  private void request(Request request, ServerTransaction given) throws SipException {
    String method = request.getMethod();
    if (Receivers.fromTag(request) == null) {
      stateless(request, 400, "No Tag in From");
    } else if (!(request.getRequestURI() instanceof SipURI)
        && !(request.getRequestURI() instanceof TelURL)) {
      stateless(request, 416, null);
    } else if (method.equals(Request.ACK)) {
      core.loop().offer(() -> acknowledge(request));
    } else if (method.equals(Request.CANCEL)) {
      ServerTransaction transaction =
          given == null ? core.transport().serverTransaction(request) : given;
      core.loop().offer(() -> inbound.cancel(request, transaction));
    } else if (Receivers.toTag(request) != null) {
      ServerTransaction transaction =
          given == null ? core.transport().serverTransaction(request) : given;
      core.loop().offer(() -> within(request, transaction));
    } else if (method.equals(Request.INVITE)) {
      invite(request);
    } else if (method.equals(Request.OPTIONS)) {
      options(request);
    } else {
      Response response = Messages.response(405, null, request, Tokens.random());
      Messages.allow(response);
      core.transport().sendStateless(response);
    }
  }

  private void acknowledge(Request ack) {
    Receivers.Receiver receiver = core.receivers().of(ack);
    if (receiver != null) {
      receiver.request(ack, null);
    }
  }

  private void within(Request request, ServerTransaction transaction) {
    Receivers.Receiver receiver = core.receivers().of(request);
    if (receiver == null) {
      core.respond(transaction, Messages.response(481, null, request, null));
    } else {
      receiver.request(request, transaction);
    }
  }

  private void options(Request request) throws SipException {
    // As an INVITE would be answered now (RFC 3261, 11.2).
    int status = inbound.isClosed() ? 503 : 200;
    Response response = Messages.response(status, null, request, Tokens.random());
    Messages.allow(response);
    Messages.header(response, "Accept", "application/sdp");
    Messages.header(response, "Supported", "timer");
    core.transport().sendStateless(response);
  }

  private void invite(Request request) throws SipException {
    InetAddress source = ((SIPRequest) request).getRemoteAddress();
    if (request.getHeader(MaxForwardsHeader.NAME) instanceof MaxForwardsHeader hops
        && hops.getMaxForwards() < 0) {
      stateless(request, 400, null);
      return;
    }
    TrunkLine line = trunks.of(source);
    if (line == null) {
      line = stranger(request, source.getHostAddress());
      if (line == null) {
        return;
      }
    }
    TrunkLine recognised = line;
    ServerTransaction transaction = core.transport().serverTransaction(request);
    if (!core.loop().offer(() -> inbound.invite(request, transaction, recognised))) {
      core.respond(transaction, Messages.response(503, null, request, Tokens.random()));
    }
  }

  /**
   * Somebody no trunk named: lets in who has a trunk's credentials, challenges the others, and
   * keeps no state for either.
   */
  private TrunkLine stranger(Request request, String source) throws SipException {
    if (!door.open()) {
      return null;
    }
    long now = System.currentTimeMillis() / 1_000;
    TrunkLine line = door.enter(request, source, now);
    if (line == null) {
      Response response = Messages.response(401, null, request, Tokens.random());
      Messages.header(response, "WWW-Authenticate", door.challenge(source, now));
      core.transport().sendStateless(response);
    }
    return line;
  }

  private void stateless(Request request, int status, String reason) throws SipException {
    if (!request.getMethod().equals(Request.ACK)) {
      core.transport().sendStateless(Messages.response(status, reason, request, Tokens.random()));
    }
  }

  @Override
  public void processResponse(ResponseEvent event) {
    try {
      Response response = event.getResponse();
      ClientTransaction transaction = event.getClientTransaction();
      if (transaction != null
          && transaction.getApplicationData() instanceof SipTransport.Exchange exchange) {
        core.loop().execute(() -> exchange.response(response));
      } else {
        core.loop().offer(() -> stray(response));
      }
    } catch (RuntimeException e) {
      LOG.debugf("SIP response dropped: %s", Printable.of(e.toString()));
    }
  }

  private void stray(Response response) {
    CSeqHeader sequence = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
    boolean invite = sequence != null && Request.INVITE.equals(sequence.getMethod());
    Receivers.Receiver receiver = core.receivers().of(response);
    if (invite && receiver != null && response.getStatusCode() / 100 == 2) {
      receiver.lateAnswer(response);
    }
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    if (!event.isServerTransaction()
        && event.getClientTransaction().getApplicationData()
            instanceof SipTransport.Exchange exchange) {
      core.loop().execute(exchange::failed);
    }
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    LOG.debugf("SIP: %s:%d is not reached", event.getHost(), event.getPort());
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {
    // Nothing is kept by transaction.
  }

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {
    // The stack has no dialogs.
  }
}
