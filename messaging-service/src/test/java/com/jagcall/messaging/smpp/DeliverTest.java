package com.jagcall.messaging.smpp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jagcall.messaging.smpp.InboundSegment.Concatenation;
import com.jagcall.messaging.text.Alphabet;
import com.jagcall.messaging.text.Reassembly;
import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an SMSC that is not ours delivers. */
class DeliverTest {

  private static final int RECEIPT = 0x04;
  private static final int HEADER = 0x40;

  private NodeSmsc smsc;
  private Rig rig;

  @BeforeEach
  void start() {
    assumeTrue(NodeSmsc.isPossible(), "there is no npm here");
    smsc = NodeSmsc.start();
  }

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
    if (smsc != null) {
      smsc.close();
    }
  }

  private void bind(Map<String, String> settings) {
    rig = Rig.boundTo(smsc.port(), settings);
  }

  private static JsonObject pdu(int coding, String hex) {
    return new JsonObject()
        .put("source_addr", "14155550101")
        .put("source_addr_ton", 1)
        .put("destination_addr", "12125550100")
        .put("dest_addr_ton", 1)
        .put("data_coding", coding)
        .put("short_message", hex);
  }

  private static String hex(String text, Charset charset) {
    return HexFormat.of().formatHex(text.getBytes(charset));
  }

  private static JsonObject receipt(String text) {
    return pdu(0, hex(text, StandardCharsets.US_ASCII)).put("esm_class", RECEIPT);
  }

  private InboundSegment inbound() {
    return assertInstanceOf(Delivery.Inbound.class, last()).segment();
  }

  private DeliveryReceipt receipt() {
    return assertInstanceOf(Delivery.Receipt.class, last()).receipt();
  }

  private Delivery last() {
    return rig.deliveries.get(rig.deliveries.size() - 1);
  }

  @Test
  void inboundMessage_isReadInEveryAlphabet() {
    bind(Map.of());
    assertEquals(0, smsc.deliver(pdu(0, "1b6500")));
    assertEquals("€@", Reassembly.text(List.of(inbound().part())));
    assertEquals("+14155550101", inbound().from());
    assertEquals("+12125550100", inbound().to());
    assertEquals("main", inbound().bind());
    assertEquals(Optional.empty(), inbound().concatenation());
    assertEquals(0, smsc.deliver(pdu(8, hex("Привет 😀", StandardCharsets.UTF_16BE))));
    assertEquals("Привет 😀", Reassembly.text(List.of(inbound().part())));
    assertEquals(0, smsc.deliver(pdu(3, hex("señal", StandardCharsets.ISO_8859_1))));
    assertEquals("señal", Reassembly.text(List.of(inbound().part())));
    assertEquals(Alphabet.LATIN1, inbound().part().alphabet());
  }

  @Test
  void unknownAlphabet_isRejected() {
    bind(Map.of());
    rig.answer = delivery -> CompletableFuture.completedFuture(0x66);
    assertEquals(0x66, smsc.deliver(pdu(4, "00ff")));
    assertInstanceOf(Delivery.Unreadable.class, last());
    // A header longer than the message; a national language's table.
    assertEquals(0x66, smsc.deliver(pdu(0, "ff00").put("esm_class", HEADER)));
    assertInstanceOf(Delivery.Unreadable.class, last());
    assertEquals(0x66, smsc.deliver(pdu(0, "0325010141").put("esm_class", HEADER)));
    assertInstanceOf(Delivery.Unreadable.class, last());
  }

  @Test
  void twoParts_withEitherReference_belongTogether() {
    bind(Map.of());
    smsc.deliver(
        pdu(8, "050003AA0202" + hex("😀", StandardCharsets.UTF_16BE).substring(4))
            .put("esm_class", HEADER));
    assertEquals(Optional.of(new Concatenation(0xAA, 2, 2)), inbound().concatenation());
    InboundSegment second = inbound();
    smsc.deliver(
        pdu(8, "050003AA0201" + hex("😀", StandardCharsets.UTF_16BE).substring(0, 4))
            .put("esm_class", HEADER));
    assertEquals("😀", Reassembly.text(List.of(second.part(), inbound().part())));
    smsc.deliver(pdu(0, "060804BEEF030161").put("esm_class", HEADER));
    assertEquals(Optional.of(new Concatenation(0xBEEF, 3, 1)), inbound().concatenation());
    assertArrayEquals(new byte[] {0x61}, inbound().part().userData());
  }

  @Test
  void partsInOptionalParameters_andPayload() {
    bind(Map.of());
    smsc.deliver(
        pdu(0, "")
            .put("message_payload", hex("long", StandardCharsets.US_ASCII))
            .put("sar_msg_ref_num", 0xFEED)
            .put("sar_total_segments", 2)
            .put("sar_segment_seqnum", 1));
    assertEquals(Optional.of(new Concatenation(0xFEED, 2, 1)), inbound().concatenation());
    assertEquals("long", Reassembly.text(List.of(inbound().part())));
  }

  @Test
  void packedAlphabet_isUnpacked() {
    bind(Map.of("alphabet", "gsm-packed"));
    smsc.deliver(pdu(0, "E8329BFD4697D9EC37"));
    assertEquals("hellohello", Reassembly.text(List.of(inbound().part())));
    // "hi" after a header of 6 octets and one bit that fills it up.
    smsc.deliver(pdu(0, "050003010201D069").put("esm_class", HEADER));
    assertEquals("hi", Reassembly.text(List.of(inbound().part())));
  }

  @Test
  void shortCodeAndWord_keepTheirForm() {
    bind(Map.of());
    smsc.deliver(pdu(0, "41").put("source_addr", "40404").put("source_addr_ton", 0));
    assertEquals("40404", inbound().from());
    smsc.deliver(pdu(0, "41").put("source_addr", "JagCall").put("source_addr_ton", 5));
    assertEquals("JagCall", inbound().from());
    smsc.deliver(pdu(0, "41").put("source_addr_ton", 0));
    assertEquals("+14155550101", inbound().from());
  }

  @Test
  void answer_isTheHandlersStatus_andTryAgainWhenItDoesNotAnswer() {
    bind(Map.of("timing.storing", "PT0.2S"));
    rig.answer = delivery -> CompletableFuture.completedFuture(0x0B);
    assertEquals(0x0B, smsc.deliver(pdu(0, "41")));
    rig.answer = delivery -> CompletableFuture.failedFuture(new IllegalStateException());
    assertEquals(0x64, smsc.deliver(pdu(0, "41")));
    rig.answer =
        delivery -> {
          throw new IllegalStateException("at once");
        };
    assertEquals(0x64, smsc.deliver(pdu(0, "41")));
    rig.answer = delivery -> new CompletableFuture<>();
    assertEquals(0x64, smsc.deliver(pdu(0, "41")));
  }

  @Test
  void submitsGoOn_whileADeliveryIsBeingStored() throws Exception {
    bind(Map.of());
    CompletableFuture<Integer> stored = new CompletableFuture<>();
    rig.answer = delivery -> stored;
    smsc.behave(new JsonObject().put("receipt", "before"));
    for (int i = 0; i < 20; i++) {
      assertInstanceOf(SubmitOutcome.Accepted.class, rig.sendOne("x"));
    }
    assertEquals(20, rig.deliveries.size());
    stored.complete(0);
  }

  @Test
  void receiptText_isRead() {
    bind(Map.of());
    assertEquals(
        0,
        smsc.deliver(
            receipt(
                "id:0123ab sub:001 dlvrd:000 submit date:2601011200 done date:2601011201"
                    + " stat:UNDELIV err:017 text:stat:DELIVRD")));
    assertEquals("0123ab", receipt().carrierMessageId());
    assertEquals(ReceiptState.UNDELIVERABLE, receipt().state());
    assertEquals("017", receipt().errorCode());
    smsc.deliver(receipt("ID:7 STAT:delivrd"));
    assertEquals(ReceiptState.DELIVERED, receipt().state());
    assertEquals(null, receipt().errorCode());
  }

  @Test
  void receiptParameters_countBeforeTheText() {
    bind(Map.of());
    smsc.deliver(
        receipt("id:9 stat:DELIVRD").put("receipted_message_id", "abc").put("message_state", 8));
    assertEquals("abc", receipt().carrierMessageId());
    assertEquals(ReceiptState.REJECTED, receipt().state());
  }

  @Test
  void hexadecimalAndDecimalIds_areTheSame() {
    bind(Map.of("submit-ids", "hex", "receipt-ids", "decimal"));
    smsc.deliver(receipt("id:0000000255 stat:DELIVRD"));
    assertEquals("255", receipt().carrierMessageId());
    smsc.deliver(receipt("stat:DELIVRD").put("receipted_message_id", "00FF"));
    assertEquals("255", receipt().carrierMessageId());
    assertEquals("255", MessageIds.canonical("ff", SmppConfig.IdFormat.HEX));
  }

  @Test
  void receiptWithoutAnId_isRejected() {
    bind(Map.of());
    smsc.deliver(receipt("nothing to be read"));
    assertInstanceOf(Delivery.Unreadable.class, last());
  }

  @Test
  void receiptBeforeTheAnswer_bothArrive() throws Exception {
    bind(Map.of());
    smsc.behave(new JsonObject().put("receipt", "before"));
    CompletableFuture<SubmitOutcome> outcome = rig.send("x").get(0);
    assertEquals(new SubmitOutcome.Accepted("m1", "main"), outcome.get(30, TimeUnit.SECONDS));
    await().until(() -> !rig.deliveries.isEmpty());
    assertEquals("m1", receipt().carrierMessageId());
  }
}
