package com.jagcall.billing.hold;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CaptureHoldTest {
  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "10.0000");
  }

  @Test
  void part_isTakenAndTheRestStaysHeld() {
    String id = billing.hold("4");
    billing
        .capture(id, "c1", "1.5", false)
        .statusCode(200)
        .body("hold_id", equalTo(billing.name(id)))
        .body("operation_id", equalTo("c1"))
        .body("status", equalTo("open"))
        .body("captured", equalTo("1.5000"))
        .body("uncovered", equalTo("0.0000"))
        .body("released", equalTo("0.0000"))
        .body("remaining", equalTo("2.5000"))
        .body("currency", equalTo("USD"));
    billing.has("6.0000", "2.5000");
  }

  @Test
  void finalCapture_givesTheRestBack() {
    String id = billing.hold("4");
    billing
        .capture(id, "c1", "1.5", true)
        .body("status", equalTo("captured"))
        .body("captured", equalTo("1.5000"))
        .body("released", equalTo("2.5000"))
        .body("remaining", equalTo("0.0000"));
    billing.has("8.5000", "0.0000");
    billing.capture(id, "c2", "1", true).statusCode(409).body("error.code", equalTo("conflict"));
    billing.extend(id, "e1", "1").statusCode(409);
    billing.release(id, "r1").statusCode(200).body("released", equalTo("0.0000"));
    billing.has("8.5000", "0.0000");
  }

  @Test
  void beyondTheHold_isTakenFromWhatIsAvailable_andNeverMore() {
    String id = billing.hold("4");
    billing
        .capture(id, "c1", "5", false)
        .body("captured", equalTo("5.0000"))
        .body("uncovered", equalTo("0.0000"));
    billing.has("5.0000", "0.0000");
    billing
        .capture(id, "c2", "7.25", true)
        .body("captured", equalTo("5.0000"))
        .body("uncovered", equalTo("2.2500"));
    billing.has("0.0000", "0.0000");
  }

  @Test
  void expiredHold_isStillCharged() {
    String id = billing.hold("4");
    billing.expire(id);
    billing
        .capture(id, "c1", "3", true)
        .statusCode(200)
        .body("captured", equalTo("3.0000"))
        .body("released", equalTo("0.0000"));
    billing.has("7.0000", "0.0000");
  }

  @Test
  void releasedHold_returns409() {
    String id = billing.hold("4");
    billing.release(id, "r1").statusCode(200);
    billing.capture(id, "c1", "3", true).statusCode(409);
    billing.has("10.0000", "0.0000");
  }

  @Test
  void quantities_costTogetherWhatTheWholeCosts() {
    JsonObject order =
        billing
            .order("h1")
            .put("product", "voice_outbound")
            .put("destination", "+442079460000")
            .put("quantity", 60);
    billing.place(order).body("amount", equalTo("0.0160"));
    billing
        .change("h1", "captures", Billing.operation("c1").put("quantity", 20))
        .body("captured", equalTo("0.0160"));
    billing
        .change("h1", "captures", Billing.operation("c2").put("quantity", 30))
        .body("captured", equalTo("0.0000"))
        .statusCode(200);
    billing
        .change("h1", "captures", Billing.operation("c3").put("quantity", 11).put("final", true))
        .body("captured", equalTo("0.0160"));
    billing.has("9.9680", "0.0000");
  }

  @Test
  void quantityOfAHoldWithoutAPrice_returns422() {
    String id = billing.hold("4");
    billing
        .change(id, "captures", Billing.operation("c1").put("quantity", 20))
        .statusCode(422)
        .body("error.details[0].field", equalTo("quantity"));
  }

  @Test
  void nothing_canBeCharged() {
    String id = billing.hold("4");
    billing
        .capture(id, "c1", "0", true)
        .statusCode(200)
        .body("captured", equalTo("0.0000"))
        .body("released", equalTo("4.0000"));
    billing.has("10.0000", "0.0000");
  }

  @Test
  void repetition_answersTheSameAndTakesOnce() {
    String id = billing.hold("4");
    Map<String, Object> first = billing.capture(id, "c1", "1", false).extract().path("");
    billing.capture(id, "c2", "1", true).statusCode(200);
    assertEquals(first, billing.capture(id, "c1", "1", false).statusCode(200).extract().path(""));
    billing
        .capture(id, "c1", "2", false)
        .statusCode(409)
        .body("error.code", equalTo("idempotency_conflict"));
    billing.has("8.0000", "0.0000");
  }

  @Test
  void oneCaptureSentManyTimesAtOnce_isTakenOnce() {
    String id = billing.hold("4");
    Set<String> answers =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(i -> billing.capture(id, "c1", "1", false).extract().asString())
            .collect(Collectors.toSet());
    assertEquals(1, answers.size(), answers::toString);
    billing.has("6.0000", "3.0000");
  }

  @Test
  void otherServicesHold_answersAsAnAbsentOne() {
    String id = billing.hold("4");
    JsonObject body = Billing.operation("c1").put("amount", "1");
    billing
        .post("messaging-service", "holds/" + billing.name(id) + "/captures", body)
        .statusCode(404)
        .body("error.code", equalTo("not_found"));
    billing.change("absent", "captures", body).statusCode(404);
    billing.has("6.0000", "4.0000");
  }
}
