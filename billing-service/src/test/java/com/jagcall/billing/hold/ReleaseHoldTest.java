package com.jagcall.billing.hold;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReleaseHoldTest {
  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "10.0000");
  }

  @Test
  void hold_comesBack() {
    String id = billing.hold("4");
    billing
        .release(id, "r1")
        .statusCode(200)
        .body("status", equalTo("released"))
        .body("released", equalTo("4.0000"))
        .body("remaining", equalTo("0.0000"));
    billing.has("10.0000", "0.0000");
  }

  @Test
  void whatIsLeftOfIt_comesBack() {
    String id = billing.hold("4");
    billing.capture(id, "c1", "1", false).statusCode(200);
    billing.release(id, "r1").body("released", equalTo("3.0000"));
    billing.has("9.0000", "0.0000");
  }

  @Test
  void repetition_answersTheSame_andAnotherReleaseReleasesNothing() {
    String id = billing.hold("4");
    Map<String, Object> first = billing.release(id, "r1").extract().path("");
    assertEquals(first, billing.release(id, "r1").statusCode(200).extract().path(""));
    billing.release(id, "r2").statusCode(200).body("released", equalTo("0.0000"));
    billing.has("10.0000", "0.0000");
  }

  @Test
  void operationOfAnotherKind_returns409() {
    String id = billing.hold("4");
    billing.capture(id, "x", "1", false).statusCode(200);
    billing.release(id, "x").statusCode(409).body("error.code", equalTo("idempotency_conflict"));
  }

  @Test
  void holdNobodyAsksAbout_expiresByItself() {
    String id = billing.hold("4");
    billing.expire(id);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> billing.has("10.0000", "0.0000"));
    assertEquals(
        List.of("expiry", "hold", "top_up"),
        billing.get(Billing.TRANSACTIONS).extract().path("data.type"));
    billing.release(id, "r1").statusCode(200).body("status", equalTo("expired"));
  }

  @Test
  void otherServicesHold_answersAsAnAbsentOne() {
    String id = billing.hold("4");
    billing
        .post(
            "messaging-service", "holds/" + billing.name(id) + "/release", Billing.operation("r1"))
        .statusCode(404);
    billing.release("absent", "r1").statusCode(404);
  }
}
