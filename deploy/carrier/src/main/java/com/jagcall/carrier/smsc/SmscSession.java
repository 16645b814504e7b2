package com.jagcall.carrier.smsc;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.PDUReader;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.util.DefaultDecomposer;

/**
 * A session whose submits are answered whenever it pleases: jSMPP's own would hold a thread for
 * each answer that is delayed, and would answer each in the end.
 */
final class SmscSession extends SMPPServerSession {

  private static final int PROCESSORS = 1;
  private static final int QUEUE = 100;
  private static final int STATUS_CONNECTION_LOST = -1;

  /** Takes submits and answers out of what jSMPP reads. */
  private static final class Reader implements PDUReader {
    private final PDUReader reader = new DefaultPDUReader();
    private volatile SmscSession session;

    @Override
    public Command readPDUHeader(DataInputStream in)
        throws InvalidCommandLengthException, IOException {
      while (true) {
        Command header = reader.readPDUHeader(in);
        switch (header.getCommandId()) {
          case SMPPConstant.CID_SUBMIT_SM -> session.submitted(reader.readPDU(in, header));
          case SMPPConstant.CID_DELIVER_SM_RESP -> {
            reader.readPDU(in, header);
            session.delivered(header.getSequenceNumber(), header.getCommandStatus());
          }
          default -> {
            return header;
          }
        }
      }
    }

    @Override
    public byte[] readPDU(DataInputStream in, Command header) throws IOException {
      return reader.readPDU(in, header);
    }

    @Override
    public byte[] readPDU(DataInputStream in, int length, int id, int status, int sequence)
        throws IOException {
      return reader.readPDU(in, length, id, status, sequence);
    }
  }

  private final BiConsumer<SmscSession, SubmitSm> onSubmit;
  private final Map<Integer, IntConsumer> deliveries = new ConcurrentHashMap<>();

  static SmscSession of(Connection connection, BiConsumer<SmscSession, SubmitSm> onSubmit) {
    Reader reader = new Reader();
    SmscSession session = new SmscSession(connection, reader, onSubmit);
    reader.session = session;
    return session;
  }

  private SmscSession(
      Connection connection, Reader reader, BiConsumer<SmscSession, SubmitSm> onSubmit) {
    super(
        connection,
        null,
        null,
        null,
        PROCESSORS,
        QUEUE,
        new SynchronizedPDUSender(new DefaultPDUSender()),
        reader);
    this.onSubmit = onSubmit;
  }

  private void submitted(byte[] pdu) throws IOException {
    try {
      onSubmit.accept(this, new DefaultDecomposer().submitSm(pdu));
    } catch (PDUStringException unreadable) {
      throw new IOException("a submit_sm that cannot be read", unreadable);
    }
  }

  boolean canDeliver() {
    return getSessionState().isReceivable();
  }

  void answer(SubmitSm pdu, int status, String messageId) throws IOException {
    if (status != SMPPConstant.STAT_ESME_ROK) {
      pduSender()
          .sendHeader(
              connection().getOutputStream(),
              SMPPConstant.CID_SUBMIT_SM_RESP,
              status,
              pdu.getSequenceNumber());
      return;
    }
    try {
      pduSender()
          .sendSubmitSmResp(connection().getOutputStream(), pdu.getSequenceNumber(), messageId);
    } catch (PDUStringException tooLong) {
      throw new IllegalArgumentException(messageId, tooLong);
    }
  }

  /**
   * {@code onAnswer} gets the status of the answer, once, or -1 when the connection ends before.
   */
  void deliver(Outgoing message, IntConsumer onAnswer) {
    int sequence = sequence().nextValue();
    deliveries.put(sequence, onAnswer);
    try {
      pduSender()
          .sendDeliverSm(
              connection().getOutputStream(),
              sequence,
              "",
              TypeOfNumber.INTERNATIONAL,
              NumberingPlanIndicator.ISDN,
              message.from(),
              TypeOfNumber.INTERNATIONAL,
              NumberingPlanIndicator.ISDN,
              message.to(),
              new ESMClass(message.esmClass()),
              (byte) 0,
              (byte) 0,
              new RegisteredDelivery(0),
              new RawDataCoding(message.dataCoding()),
              message.data(),
              message.parameters());
    } catch (IOException gone) {
      delivered(sequence, STATUS_CONNECTION_LOST);
      close();
    } catch (PDUStringException impossible) {
      delivered(sequence, SMPPConstant.STAT_ESME_RINVDSTADR);
    }
  }

  private void delivered(int sequence, int status) {
    IntConsumer waiting = deliveries.remove(sequence);
    if (waiting != null) {
      waiting.accept(status);
    }
  }

  /** For a session that has ended. */
  void giveUpDeliveries() {
    deliveries.keySet().forEach(sequence -> delivered(sequence, STATUS_CONNECTION_LOST));
  }
}
