package com.jagcall.local.suite;

import static com.jagcall.local.suite.Customer.TOP_UP;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * With no account and no configuration: a live call to somebody who speaks, understood and answered
 * by the offline engine.
 */
class ConversationIT {
  /** Behind it is somebody who wants an appointment. */
  private static final String SOMEBODY = "+12125550142";

  /** A conversation takes half a minute; the machine may be busy, and things said twice. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private static final int WAV_HEADER = 44;

  /** Of 16 bits: louder than a line's noise. */
  private static final int LOUD = 1_000;

  @BeforeAll
  static void fillTheStock() {
    Customer.fillTheStock();
  }

  @Test
  void call_isAConversation_writtenDown_recorded_andPaid() {
    Customer customer = Customer.withMoney();
    String agent =
        customer.agent(
            "{\"name\":\"Dentist\",\"first_message\":\"Hello, this is the dentist. How can I help"
                + " you?\",\"max_duration_seconds\":150}");
    JsonNode number = Api.json(customer.buy(customer.anyNumberOnSale("415"), "conversation"));
    customer.assign(number.get("id").asText(), agent);
    BigDecimal left = TOP_UP.subtract(new BigDecimal(number.get("monthly_price").asText()));
    await().atMost(Customer.PATIENCE).until(() -> customer.balance().equals(left));
    String body = "{\"agent_id\":\"%s\",\"to\":\"%s\"}".formatted(agent, SOMEBODY);
    String call = customer.create("/v1/calls", body).get("id").asText();
    JsonNode ended =
        await()
            .atMost(LONGEST)
            .until(
                () -> customer.get("/v1/calls/" + call), found -> !found.get("ended_at").isNull());
    assertEquals("completed", ended.get("status").asText(), ended.toString());

    JsonNode transcript = customer.get("/v1/calls/" + call + "/transcript");
    print(transcript, ended);
    assertEquals("ready", transcript.get("status").asText());
    assertTrue(turns(transcript) >= 3, transcript.toString());
    assertFalse(ended.get("latency").isNull(), ended.toString());
    assertTrue(ended.at("/latency/turns").asInt() >= 3, ended.toString());

    await()
        .atMost(Customer.PATIENCE)
        .until(() -> customer.get("/v1/calls/" + call).get("recording_available").asBoolean());
    assertBothSpeak(customer, call, transcript);
    BigDecimal cost =
        new BigDecimal(
            await()
                .atMost(Customer.PATIENCE)
                .until(
                    () -> customer.get("/v1/calls/" + call).get("cost"), shown -> !shown.isNull())
                .asText());
    assertTrue(cost.signum() > 0, cost.toString());
    await().atMost(Customer.PATIENCE).until(() -> customer.balance().equals(left.subtract(cost)));
  }

  private static void print(JsonNode transcript, JsonNode call) {
    for (JsonNode segment : transcript.get("segments")) {
      System.out.printf(
          "%6d ms %s: %s%n",
          segment.get("start_ms").asInt(),
          segment.get("speaker").asText(),
          segment.get("text").asText());
    }
    System.out.println(call.get("end_reason") + ", latency " + call.get("latency"));
  }

  /** How often the agent answered to something that it had understood. */
  private static int turns(JsonNode transcript) {
    List<String> speakers = new ArrayList<>();
    transcript
        .get("segments")
        .forEach(
            segment -> {
              if (segment.get("kind").asText().equals("speech")) {
                speakers.add(segment.get("speaker").asText());
              }
            });
    int turns = 0;
    for (int i = 1; i < speakers.size(); i++) {
      turns += speakers.get(i).equals("agent") && speakers.get(i - 1).equals("caller") ? 1 : 0;
    }
    return turns;
  }

  /** What is written down is heard, on the side of whoever said it. */
  private static void assertBothSpeak(Customer customer, String call, JsonNode transcript) {
    byte[] wav =
        Api.bytes(Api.request(Suite.gateway(), "/v1/calls/" + call + "/recording", customer.key()));
    ShortBuffer sound =
        ByteBuffer.wrap(wav, WAV_HEADER, wav.length - WAV_HEADER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    for (JsonNode segment : transcript.get("segments")) {
      int side = segment.get("speaker").asText().equals("agent") ? 1 : 0;
      if (segment.get("kind").asText().equals("speech")) {
        assertTrue(
            isLoud(sound, side, segment.get("start_ms").asInt(), segment.get("end_ms").asInt()),
            segment + " is not heard");
      }
    }
  }

  private static boolean isLoud(ShortBuffer stereo, int side, int fromMillis, int toMillis) {
    for (int i = fromMillis * 8; i < toMillis * 8 && 2 * i + side < stereo.limit(); i++) {
      if (Math.abs(stereo.get(2 * i + side)) > LOUD) {
        return true;
      }
    }
    return false;
  }
}
