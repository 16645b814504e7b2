package com.jagcall.messaging.smpp;

import com.jagcall.messaging.text.Encoding;
import com.jagcall.messaging.text.GsmPacking;
import com.jagcall.messaging.text.Segment;
import org.jsmpp.bean.DataCoding;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameters;
import org.jsmpp.bean.RawDataCoding;

/**
 * A segment as a submit_sm of one bind has it.
 *
 * @param userData with the user data header, if there is one
 */
record ShortMessage(
    String from,
    String to,
    SmppConfig.Addressing addressing,
    ESMClass esmClass,
    DataCoding dataCoding,
    byte[] userData,
    OptionalParameter[] parameters) {

  private static final ESMClass PLAIN = new ESMClass();

  /** User data header indicator: SMPP 3.4 section 5.2.12. */
  private static final ESMClass WITH_HEADER = new ESMClass(0x40);

  private static final DataCoding DEFAULT_ALPHABET = new RawDataCoding((byte) 0);
  private static final DataCoding UCS2 = new RawDataCoding((byte) 8);
  private static final byte[] NO_HEADER = {};
  private static final OptionalParameter[] NO_PARAMETERS = {};

  static ShortMessage of(OutgoingSegment outgoing, SmppConfig.BindConfig bind) {
    Segment segment = outgoing.segment();
    boolean isPart = segment.total() > 1;
    boolean hasHeader = isPart && bind.concatenation() == SmppConfig.Concatenation.UDH;
    byte[] header = hasHeader ? header(outgoing) : NO_HEADER;
    return new ShortMessage(
        withoutPlus(outgoing.from()),
        withoutPlus(outgoing.to()),
        bind.addressing(),
        hasHeader ? WITH_HEADER : PLAIN,
        outgoing.encoding() == Encoding.GSM7 ? DEFAULT_ALPHABET : UCS2,
        joined(header, text(outgoing, bind, header.length)),
        isPart && !hasHeader ? parameters(outgoing) : NO_PARAMETERS);
  }

  /** 3GPP TS 23.040 section 9.2.3.24.1: concatenated short messages, 8-bit reference number. */
  private static byte[] header(OutgoingSegment outgoing) {
    Segment segment = outgoing.segment();
    return new byte[] {
      5,
      0,
      3,
      (byte) outgoing.concatenationReference(),
      (byte) segment.total(),
      (byte) segment.number()
    };
  }

  private static OptionalParameter[] parameters(OutgoingSegment outgoing) {
    return new OptionalParameter[] {
      // Not OptionalParameters.newSarMsgRefNum: it keeps only the low octet.
      new OptionalParameter.Sar_msg_ref_num((short) outgoing.concatenationReference()),
      OptionalParameters.newSarTotalSegments(outgoing.segment().total()),
      OptionalParameters.newSarSegmentSeqnum(outgoing.segment().number())
    };
  }

  private static byte[] text(
      OutgoingSegment outgoing, SmppConfig.BindConfig bind, int headerOctets) {
    byte[] text = outgoing.segment().userData();
    boolean isPacked =
        outgoing.encoding() == Encoding.GSM7
            && bind.alphabet() == SmppConfig.DefaultAlphabet.GSM_PACKED;
    return isPacked ? GsmPacking.pack(text, fillBits(headerOctets)) : text;
  }

  /** The bits that end a header on a septet's border. */
  static int fillBits(int headerOctets) {
    return (7 - headerOctets * 8 % 7) % 7;
  }

  private static byte[] joined(byte[] header, byte[] text) {
    if (header.length == 0) {
      return text;
    }
    byte[] joined = new byte[header.length + text.length];
    System.arraycopy(header, 0, joined, 0, header.length);
    System.arraycopy(text, 0, joined, header.length, text.length);
    return joined;
  }

  private static String withoutPlus(String number) {
    return number.startsWith("+") ? number.substring(1) : number;
  }
}
