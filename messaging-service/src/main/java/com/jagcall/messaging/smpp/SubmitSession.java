package com.jagcall.messaging.smpp;

import java.io.IOException;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.bean.UnbindResp;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.ConnectionFactory;

/**
 * A session of jSMPP's that can write a submit without waiting for its answer. jSMPP's own
 * submitShortMessage holds a thread until the answer comes, and goes on holding it when the
 * connection is lost; answers come to {@link IncomingPdus.Taker} instead.
 */
final class SubmitSession extends SMPPSession {

  private static final RegisteredDelivery FINAL_RECEIPT =
      new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE);

  SubmitSession(ConnectionFactory connections, IncomingPdus.Taker taker) {
    super(new SynchronizedPDUSender(new DefaultPDUSender()), new IncomingPdus(taker), connections);
  }

  int nextSequence() {
    return sequence().nextValue();
  }

  boolean canSubmit() {
    return getSessionState().isTransmittable();
  }

  /**
   * Writes a submit_sm.
   *
   * @throws PDUStringException when it cannot be written as a PDU; nothing was written
   * @throws IOException when it was perhaps written, or a part of it
   */
  void submit(int sequence, ShortMessage message) throws PDUStringException, IOException {
    SmppConfig.Addressing addressing = message.addressing();
    pduSender()
        .sendSubmitSm(
            connection().getOutputStream(),
            sequence,
            "",
            TypeOfNumber.valueOf(addressing.sourceTon()),
            NumberingPlanIndicator.valueOf(addressing.sourceNpi()),
            message.from(),
            TypeOfNumber.valueOf(addressing.destinationTon()),
            NumberingPlanIndicator.valueOf(addressing.destinationNpi()),
            message.to(),
            message.esmClass(),
            (byte) 0,
            (byte) 0,
            null,
            null,
            FINAL_RECEIPT,
            (byte) 0,
            message.dataCoding(),
            (byte) 0,
            message.userData(),
            message.parameters());
  }

  /** Lets the {@link #unbind} that waits for it go on. */
  void unbindAnswered(UnbindResp answer) {
    PendingResponse<Command> waiting = removePendingResponse(answer.getSequenceNumber());
    if (waiting != null) {
      waiting.done(answer);
    }
  }

  void answerDelivery(int sequence, int status) throws IOException {
    pduSender().sendDeliverSmResp(connection().getOutputStream(), status, sequence, "");
  }
}
