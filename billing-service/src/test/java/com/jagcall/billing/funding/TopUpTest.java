package com.jagcall.billing.funding;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TopUpTest {
  Backends backends;
  private Billing billing;
  private String payment;

  @BeforeEach
  void newOrganization() {
    billing = Billing.of(backends);
    payment = Ids.next("pay_");
  }

  @Test
  void payment_isTaken() {
    billing
        .post("operator", "top-ups", billing.payment(payment, "25.5"))
        .statusCode(201)
        .body("id", startsWith("txn_"))
        .body("operation_id", equalTo(payment))
        .body("type", equalTo("top_up"))
        .body("organization_id", equalTo(billing.organization().id()))
        .body("mode", equalTo("live"))
        .body("amount", equalTo("25.5000"))
        .body("currency", equalTo("USD"))
        .body("reason", equalTo("Paid by card"));
    billing.has("25.5000", "0.0000");
  }

  @Test
  void repetition_answersTheSameAndIsTakenOnce() {
    JsonObject body = billing.payment(payment, "25");
    Map<String, Object> first = billing.post("operator", "top-ups", body).extract().path("");
    assertEquals(
        first, billing.post("operator", "top-ups", body).statusCode(201).extract().path(""));
    billing.has("25.0000", "0.0000");
  }

  @Test
  void samePaymentOfSomethingElse_returns409() {
    billing.post("operator", "top-ups", billing.payment(payment, "25")).statusCode(201);
    Billing other = Billing.of(backends);
    for (JsonObject body :
        new JsonObject[] {
          billing.payment(payment, "26"),
          other.payment(payment, "25"),
          billing.payment(payment, "25").put("mode", "test"),
          billing.payment(payment, "25").put("reason", "Another")
        }) {
      billing
          .post("operator", "top-ups", body)
          .statusCode(409)
          .body("error.code", equalTo("idempotency_conflict"));
    }
    billing.has("25.0000", "0.0000");
    other.has("0.0000", "0.0000");
  }

  @Test
  void onePaymentSentManyTimesAtOnce_isTakenOnce() {
    long answers =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(
                i ->
                    billing
                        .post("operator", "top-ups", billing.payment(payment, "1"))
                        .statusCode(201)
                        .extract()
                        .asString())
            .distinct()
            .count();
    assertEquals(1, answers);
    billing.has("1.0000", "0.0000");
  }

  @Test
  void playMoney_canBeToppedUpToo() {
    Billing play = billing.testMode();
    play.topUp("50").statusCode(201);
    play.has("150.0000", "0.0000");
  }

  @Test
  void anotherService_returns403() {
    billing
        .post("numbers-service", "top-ups", billing.payment(payment, "25"))
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }
}
