package com.jagcall.carrier.smsc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.carrier.control.ControlServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SMSC and its commands, with jSMPP's client. */
class SmscTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<DeliverSm> delivered = new CopyOnWriteArrayList<>();
  private volatile int refuseWith;
  private Smsc smsc;
  private ControlServer control;
  private SMPPSession session;

  @BeforeEach
  void start() throws Exception {
    smsc = new Smsc(0, "jagcall", "secret");
    smsc.start();
    control = new ControlServer(0, List.of(smsc));
    session = bind("secret");
    tell("delay", "receipts=0");
  }

  @AfterEach
  void stop() {
    session.unbindAndClose();
    control.close();
    smsc.close();
  }

  private SMPPSession bind(String password) throws IOException {
    SMPPSession bound = new SMPPSession();
    bound.setTransactionTimer(1000);
    // The order of what comes is looked at.
    bound.setPduProcessorDegree(1);
    bound.setMessageReceiverListener(new Listener());
    bound.connectAndBind(
        "localhost",
        smsc.port(),
        new BindParameter(
            BindType.BIND_TRX,
            "jagcall",
            password,
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            ""));
    return bound;
  }

  private final class Listener implements MessageReceiverListener {
    @Override
    public void onAcceptDeliverSm(DeliverSm pdu) throws ProcessRequestException {
      delivered.add(pdu);
      int status = refuseWith;
      refuseWith = 0;
      if (status != 0) {
        throw new ProcessRequestException("not now", status);
      }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm pdu, Session source) {
      throw new UnsupportedOperationException();
    }
  }

  private String submit(String text) throws Exception {
    return session
        .submitShortMessage(
            "",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            "12125550100",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            "14155550101",
            new ESMClass(),
            (byte) 0,
            (byte) 0,
            null,
            null,
            new RegisteredDelivery(1),
            (byte) 0,
            new RawDataCoding((byte) 0),
            (byte) 0,
            text.getBytes(StandardCharsets.US_ASCII))
        .getMessageId();
  }

  private JsonNode tell(String command, String query) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + control.port() + "/smsc/" + command + "?" + query);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return new ObjectMapper().readTree(answer.body());
  }

  private JsonNode state() throws Exception {
    return tell("state", "");
  }

  private static String text(DeliverSm pdu) {
    return new String(pdu.getShortMessage(), StandardCharsets.ISO_8859_1);
  }

  private List<DeliverSm> delivered(int count) {
    await().atMost(PATIENCE).until(() -> delivered.size() >= count);
    return delivered;
  }

  @Test
  void message_isReceipted_andAnsweredByItsRecipient() throws Exception {
    String id = submit("Hello");
    List<DeliverSm> both = delivered(2);
    DeliverSm receipt = both.stream().filter(DeliverSm::isSmscDeliveryReceipt).findFirst().get();
    DeliverSm reply = both.stream().filter(pdu -> !pdu.isSmscDeliveryReceipt()).findFirst().get();
    assertTrue(text(receipt).startsWith("id:" + id + " sub:001 dlvrd:001 "), text(receipt));
    assertTrue(text(receipt).contains(" stat:DELIVRD err:000 "), text(receipt));
    assertEquals("14155550101", receipt.getSourceAddr());
    assertEquals("You said: Hello", text(reply));
    assertEquals("14155550101", reply.getSourceAddr());
    assertEquals("12125550100", reply.getDestAddress());
  }

  @Test
  void whatIsTakenTwice_isCounted() throws Exception {
    tell("echo", "on=false");
    submit("one");
    submit("two");
    submit("one");
    assertEquals(3, state().get("taken").asInt());
    assertEquals(2, state().get("distinct").asInt());
    assertEquals(1, state().get("repeated").asInt());
    assertEquals("+12125550100 > +14155550101: 2 times", state().get("repeats").get(0).asText());
    assertEquals(0, tell("reset", "forget=true").get("taken").asInt());
  }

  @Test
  void throttledAndRefused_asOftenAsTold_andNotTaken() throws Exception {
    tell("throttle", "count=1");
    assertEquals(
        0x58, assertThrows(NegativeResponseException.class, () -> submit("x")).getCommandStatus());
    tell("refuse", "status=11");
    assertEquals(
        11, assertThrows(NegativeResponseException.class, () -> submit("x")).getCommandStatus());
    submit("x");
    assertEquals(1, state().get("taken").asInt());
  }

  @Test
  void droppedAnswer_theMessageIsTaken_orNot() throws Exception {
    tell("drop", "count=1");
    assertThrows(ResponseTimeoutException.class, () -> submit("x"));
    assertEquals(1, state().get("taken").asInt());
    tell("drop", "count=1&taken=false");
    assertThrows(ResponseTimeoutException.class, () -> submit("y"));
    assertEquals(1, state().get("taken").asInt());
  }

  @Test
  void delayedAnswer_comesLater() throws Exception {
    tell("delay", "millis=300&receipts=0");
    long before = System.nanoTime();
    submit("x");
    assertTrue(System.nanoTime() - before >= Duration.ofMillis(300).toNanos());
  }

  @Test
  void receipts_canComeReversedDoubledFirstAndBad() throws Exception {
    tell("echo", "on=false");
    tell("receipts", "state=UNDELIV&copies=2&reorder=4&first=true");
    String one = submit("one");
    String two = submit("two");
    List<String> texts = delivered(4).stream().map(SmscTest::text).toList();
    assertTrue(texts.get(0).startsWith("id:" + two + " "), texts.toString());
    assertTrue(texts.get(1).startsWith("id:" + two + " "), texts.toString());
    assertTrue(texts.get(2).startsWith("id:" + one + " "), texts.toString());
    assertTrue(texts.get(3).contains("stat:UNDELIV err:001"), texts.toString());
  }

  @Test
  void disconnected_receiptsWaitForTheNextBind() throws Exception {
    tell("echo", "on=false");
    tell("delay", "receipts=300");
    submit("x");
    tell("disconnect", "");
    await().atMost(PATIENCE).until(() -> state().get("binds").asInt() == 0);
    await().atMost(PATIENCE).until(() -> state().get("to_deliver").asInt() == 1);
    assertEquals(0, delivered.size());
    session = bind("secret");
    delivered(1);
  }

  @Test
  void disconnectedInsteadOfAnAnswer() throws Exception {
    tell("disconnect", "after=2");
    submit("x");
    assertThrows(Exception.class, () -> submit("y"));
    assertEquals(2, state().get("taken").asInt());
    session = bind("secret");
  }

  @Test
  void refusedForAWhile_nobodyIsBound() throws Exception {
    tell("disconnect", "seconds=3600");
    assertThrows(IOException.class, () -> bind("secret"));
  }

  @Test
  void wrongPassword_isNotBound() {
    assertThrows(IOException.class, () -> bind("wrong"));
  }

  @Test
  void notTakenDelivery_isDeliveredAgain() throws Exception {
    refuseWith = 0x64;
    String query =
        "from=%2B14155550101&to=+12125550100&text="
            + URLEncoder.encode("Hi €", StandardCharsets.UTF_8);
    assertEquals(1, tell("inbound", query).get("parts").asInt());
    delivered(2);
    assertEquals("Hi \u001be", text(delivered.get(1)));
    await().atMost(PATIENCE).until(() -> state().get("deliveries").has("message answered 0x00"));
    assertEquals(1, state().get("deliveries").get("message answered 0x64").asInt());
  }

  @Test
  void longInboundMessage_comesInParts() throws Exception {
    assertEquals(
        2,
        tell("inbound", "from=14155550101&to=12125550100&text=" + "a".repeat(161))
            .get("parts")
            .asInt());
    assertTrue(delivered(2).get(0).isUdhi());
    assertEquals(6 + 153, delivered.get(0).getShortMessage().length);
    assertEquals(6 + 8, delivered.get(1).getShortMessage().length);
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void commands_areKnownAndNotABrowsers() throws Exception {
    URI control = URI.create("http://127.0.0.1:" + this.control.port());
    assertEquals(200, status(HttpRequest.newBuilder(control)));
    assertEquals(404, status(HttpRequest.newBuilder(control.resolve("/smsc/nothing"))));
    URI state = control.resolve("/smsc/state");
    assertEquals(405, status(HttpRequest.newBuilder(state)));
    HttpRequest.Builder post =
        HttpRequest.newBuilder(state).POST(HttpRequest.BodyPublishers.noBody());
    assertEquals(403, status(post.copy().header("Origin", "https://example.com")));
    URI wrong = control.resolve("/smsc/throttle?count=many");
    assertEquals(400, status(post.copy().uri(wrong)));
  }
}
