package com.jagcall.messaging.smpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.PDUReader;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/**
 * Reads PDUs for jSMPP's session, and keeps back those that the session would hold a thread for:
 * answers to submits and deliveries. They go to a {@link Taker} at once, in the reading thread, and
 * so a bind needs no thread for each submit under way. Everything else (binding, enquire_link,
 * unbind) stays with the session.
 */
final class IncomingPdus implements PDUReader {

  /** Takes what the session does not see. Called in the reading thread: it must not wait. */
  interface Taker {

    /** Whether there is a submit with that sequence number; only its generic_nack is taken. */
    boolean isSubmitUnderWay(int sequence);

    void submitAnswered(Command header, byte[] pdu);

    void delivered(Command header, byte[] pdu);

    void unbound(byte[] pdu);
  }

  private static final int HEADER_BYTES = 16;

  /** A message_payload of 64 KiB and then some. */
  private static final int MAX_PDU_BYTES = 70_000;

  private final PDUReader reader = new DefaultPDUReader();
  private final Taker taker;

  IncomingPdus(Taker taker) {
    this.taker = taker;
  }

  /**
   * @throws SocketTimeoutException only between two PDUs, when it means that the SMSC is silent
   */
  @Override
  public Command readPDUHeader(DataInputStream in)
      throws InvalidCommandLengthException, IOException {
    while (true) {
      Command header = header(in);
      switch (header.getCommandId()) {
        case SMPPConstant.CID_SUBMIT_SM_RESP -> taker.submitAnswered(header, readPDU(in, header));
        case SMPPConstant.CID_DELIVER_SM -> taker.delivered(header, readPDU(in, header));
        // The session forgets it if the SMSC closes the connection right behind it, as most do.
        case SMPPConstant.CID_UNBIND_RESP -> taker.unbound(readPDU(in, header));
        case SMPPConstant.CID_GENERIC_NACK -> {
          if (!taker.isSubmitUnderWay(header.getSequenceNumber())) {
            return header;
          }
          taker.submitAnswered(header, readPDU(in, header));
        }
        default -> {
          return header;
        }
      }
    }
  }

  private static Command header(DataInputStream in)
      throws InvalidCommandLengthException, IOException {
    int first = in.read();
    if (first < 0) {
      throw new EOFException("the SMSC has closed the connection");
    }
    try {
      int rest = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      Command header = new Command();
      header.setCommandLength(first << 24 | rest);
      if (header.getCommandLength() < HEADER_BYTES || header.getCommandLength() > MAX_PDU_BYTES) {
        throw new InvalidCommandLengthException("command_length " + header.getCommandLength());
      }
      header.setCommandId(in.readInt());
      header.setCommandStatus(in.readInt());
      header.setSequenceNumber(in.readInt());
      return header;
    } catch (SocketTimeoutException inside) {
      // To go on reading would take the middle of a PDU for the beginning of one.
      throw new IOException("the SMSC stopped in the middle of a PDU", inside);
    }
  }

  @Override
  public byte[] readPDU(DataInputStream in, Command header) throws IOException {
    return readPDU(
        in,
        header.getCommandLength(),
        header.getCommandId(),
        header.getCommandStatus(),
        header.getSequenceNumber());
  }

  @Override
  public byte[] readPDU(DataInputStream in, int length, int id, int status, int sequence)
      throws IOException {
    try {
      return reader.readPDU(in, length, id, status, sequence);
    } catch (SocketTimeoutException inside) {
      throw new IOException("the SMSC stopped in the middle of a PDU", inside);
    }
  }
}
