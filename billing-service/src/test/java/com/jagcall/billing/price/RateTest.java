package com.jagcall.billing.price;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RateTest {
  Backends backends;

  @ParameterizedTest
  @CsvSource({
    "voice_outbound, +15550100123, 60, 0.0140",
    "voice_outbound, +15550100123, 7, 0.0017",
    "voice_outbound, +15550100123, 1, 0.0014",
    "voice_outbound, +15550100123, 0, 0.0000",
    "voice_outbound, +447700900123, 61, 0.0800",
    "voice_outbound, +442079460000, 61, 0.0320",
    "voice_outbound, 9, 60, 0.4500",
    "sms_outbound, +15550100123, 3, 0.0237",
    "number_local, , 1, 1.1500",
    "agent_minute, , 90, 0.0750",
  })
  void quantity_costsWhatTheListSays(
      String product, String destination, long quantity, String amount) {
    Billing.of(backends)
        .post(
            "numbers-service",
            "ratings",
            new JsonObject()
                .put("product", product)
                .put("destination", destination)
                .put("quantity", quantity))
        .statusCode(200)
        .body("amount", equalTo(amount))
        .body("currency", equalTo("USD"))
        .body("price_id", startsWith("v"));
  }

  @Test
  void price_isAnsweredToo() {
    Billing.of(backends)
        .post(
            "calls-service",
            "ratings",
            new JsonObject().put("product", "voice_inbound").put("quantity", 1))
        .body("unit_price", equalTo("0.0085"))
        .body("unit", equalTo(60))
        .body("increment", equalTo(1))
        .body("minimum", equalTo(6));
  }
}
