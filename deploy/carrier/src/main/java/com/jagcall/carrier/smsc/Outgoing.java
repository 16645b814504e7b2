package com.jagcall.carrier.smsc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsmpp.bean.OptionalParameter;

/**
 * A deliver_sm on its way to whoever is bound.
 *
 * @param isReceipt a receipt, or a message from a telephone
 * @param from without a plus sign
 * @param to without a plus sign
 */
record Outgoing(
    boolean isReceipt,
    String from,
    String to,
    byte esmClass,
    byte dataCoding,
    byte[] data,
    OptionalParameter... parameters) {

  private static final byte RECEIPT = 0x04;
  private static final byte WITH_HEADER = 0x40;
  private static final byte UCS2 = 8;
  private static final int HEADER_OCTETS = 6;

  /** A message from a telephone, in as many parts as it takes. */
  static List<Outgoing> message(String from, String to, String text, int reference) {
    byte[] septets = GsmText.septets(text);
    byte coding = septets == null ? UCS2 : 0;
    byte[] data = septets == null ? text.getBytes(StandardCharsets.UTF_16BE) : septets;
    int single = septets == null ? 140 : 160;
    if (data.length <= single) {
      return List.of(new Outgoing(false, from, to, (byte) 0, coding, data));
    }
    // Cut anywhere, as some telephones do: a character may stand in two parts.
    int room = septets == null ? 134 : 153;
    int total = (data.length + room - 1) / room;
    List<Outgoing> parts = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      byte[] piece = Arrays.copyOfRange(data, i * room, Math.min((i + 1) * room, data.length));
      byte[] part = new byte[HEADER_OCTETS + piece.length];
      byte[] header = {5, 0, 3, (byte) reference, (byte) total, (byte) (i + 1)};
      System.arraycopy(header, 0, part, 0, HEADER_OCTETS);
      System.arraycopy(piece, 0, part, HEADER_OCTETS, piece.length);
      parts.add(new Outgoing(false, from, to, WITH_HEADER, coding, part));
    }
    return parts;
  }

  /** The receipt of a message that was submitted from {@code sender} to {@code recipient}. */
  static Outgoing receipt(
      String sender, String recipient, String text, OptionalParameter... parameters) {
    byte[] data = text.getBytes(StandardCharsets.US_ASCII);
    return new Outgoing(true, recipient, sender, RECEIPT, (byte) 0, data, parameters);
  }
}
