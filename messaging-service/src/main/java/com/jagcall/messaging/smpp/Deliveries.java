package com.jagcall.messaging.smpp;

import com.jagcall.messaging.smpp.InboundSegment.Concatenation;
import com.jagcall.messaging.text.Alphabet;
import com.jagcall.messaging.text.GsmPacking;
import com.jagcall.messaging.text.ReceivedPart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;

/** Reads the deliver_sm of one bind. */
final class Deliveries {

  private static final int INTERNATIONAL = 1;
  private static final int UNKNOWN_TYPE = 0;

  /** Shorter ones are service codes, which have no plus sign. */
  private static final int MIN_INTERNATIONAL_DIGITS = 8;

  private final String group;
  private final SmppConfig.BindConfig config;

  Deliveries(String group, SmppConfig.BindConfig config) {
    this.group = group;
    this.config = config;
  }

  Delivery read(DeliverSm pdu, Instant at) {
    try {
      boolean isReceipt = pdu.isSmscDeliveryReceipt() || pdu.isIntermediateDeliveryNotification();
      return isReceipt ? receipt(pdu, at) : inbound(pdu, at);
    } catch (IllegalArgumentException broken) {
      return new Delivery.Unreadable(broken.getMessage());
    }
  }

  private Delivery receipt(DeliverSm pdu, Instant at) {
    ReceiptText text = ReceiptText.parse(new String(data(pdu), StandardCharsets.ISO_8859_1));
    Optional<String> id =
        Optional.ofNullable(
                pdu.<OptionalParameter.Receipted_message_id>getOptionalParameter(
                    OptionalParameter.Receipted_message_id.class))
            .map(
                parameter -> MessageIds.canonical(parameter.getValueAsString(), config.submitIds()))
            .or(() -> text.id().map(value -> MessageIds.canonical(value, config.receiptIds())));
    Optional<ReceiptState> state =
        Optional.ofNullable(
                pdu.<OptionalParameter.Message_state>getOptionalParameter(
                    OptionalParameter.Message_state.class))
            .flatMap(parameter -> state(parameter.getValue()))
            .or(text::state);
    if (id.isEmpty() || id.get().isEmpty() || state.isEmpty()) {
      return new Delivery.Unreadable("a receipt without an id or a state");
    }
    String error = text.error().or(() -> networkError(pdu)).orElse(null);
    return new Delivery.Receipt(new DeliveryReceipt(group, id.get(), state.get(), error, at));
  }

  /** SMPP 3.4 section 5.2.28; 0 and 9 are of version 5. */
  private static Optional<ReceiptState> state(int value) {
    return Optional.ofNullable(
        switch (value) {
          case 0, 1 -> ReceiptState.ENROUTE;
          case 2 -> ReceiptState.DELIVERED;
          case 3 -> ReceiptState.EXPIRED;
          case 4 -> ReceiptState.DELETED;
          case 5, 9 -> ReceiptState.UNDELIVERABLE;
          case 6 -> ReceiptState.ACCEPTED;
          case 7 -> ReceiptState.UNKNOWN;
          case 8 -> ReceiptState.REJECTED;
          default -> null;
        });
  }

  private static Optional<String> networkError(DeliverSm pdu) {
    OptionalParameter parameter = pdu.getOptionalParameter(Tag.NETWORK_ERROR_CODE);
    return parameter instanceof OptionalParameter.Network_error_code code
        ? Optional.of(Integer.toString(code.getErrorCode() & 0xFFFF))
        : Optional.empty();
  }

  private Delivery inbound(DeliverSm pdu, Instant at) {
    byte[] data = data(pdu);
    UserData userData = pdu.isUdhi() ? UserData.withHeader(data) : UserData.plain(data);
    Optional<Alphabet> alphabet = alphabet(pdu.getDataCoding());
    if (alphabet.isEmpty() || userData.hasShift()) {
      return new Delivery.Unreadable(
          "data_coding "
              + (pdu.getDataCoding() & 0xFF)
              + (userData.hasShift() ? " in a national language's table" : ""));
    }
    Optional<Concatenation> concatenation = userData.concatenation().or(() -> concatenation(pdu));
    ReceivedPart part =
        new ReceivedPart(
            concatenation.map(Concatenation::number).orElse(1),
            alphabet.get(),
            text(userData, alphabet.get()));
    return new Delivery.Inbound(
        new InboundSegment(
            group,
            number(pdu.getSourceAddr(), pdu.getSourceAddrTon()),
            number(pdu.getDestAddress(), pdu.getDestAddrTon()),
            part,
            concatenation,
            at));
  }

  private byte[] text(UserData userData, Alphabet alphabet) {
    boolean isPacked =
        alphabet == Alphabet.GSM7 && config.alphabet() == SmppConfig.DefaultAlphabet.GSM_PACKED;
    return isPacked
        ? GsmPacking.unpack(userData.text(), ShortMessage.fillBits(userData.headerOctets()))
        : userData.text();
  }

  /** SMPP 3.4 section 5.2.19, and of 3GPP TS 23.038 section 4 the forms with a message class. */
  private static Optional<Alphabet> alphabet(byte dataCoding) {
    return switch (dataCoding & 0xFF) {
      case 0x00, 0x10, 0x11, 0x12, 0x13, 0xF0, 0xF1, 0xF2, 0xF3 -> Optional.of(Alphabet.GSM7);
      case 0x01 -> Optional.of(Alphabet.ASCII);
      case 0x03 -> Optional.of(Alphabet.LATIN1);
      case 0x08, 0x18, 0x19, 0x1A, 0x1B -> Optional.of(Alphabet.UCS2);
      // Octets of unknown meaning, and alphabets that hardly any telephone has.
      default -> Optional.empty();
    };
  }

  private static Optional<Concatenation> concatenation(DeliverSm pdu) {
    if (pdu.getOptionalParameter(Tag.SAR_MSG_REF_NUM) instanceof OptionalParameter.Short reference
        && pdu.getOptionalParameter(Tag.SAR_TOTAL_SEGMENTS) instanceof OptionalParameter.Byte total
        && pdu.getOptionalParameter(Tag.SAR_SEGMENT_SEQNUM)
            instanceof OptionalParameter.Byte number) {
      return UserData.checked(
          reference.getValue() & 0xFFFF, total.getValue() & 0xFF, number.getValue() & 0xFF);
    }
    return Optional.empty();
  }

  private static byte[] data(DeliverSm pdu) {
    OptionalParameter payload = pdu.getOptionalParameter(Tag.MESSAGE_PAYLOAD);
    if (payload instanceof OptionalParameter.OctetString octets) {
      return octets.getValue();
    }
    return pdu.getShortMessage() == null ? new byte[0] : pdu.getShortMessage();
  }

  private static String number(String address, int type) {
    boolean isInternational =
        address.matches("[0-9]{1,20}")
            && (type == INTERNATIONAL
                || type == UNKNOWN_TYPE && address.length() >= MIN_INTERNATIONAL_DIGITS);
    return isInternational ? "+" + address : address;
  }
}
