package com.jagcall.messaging.optout;

import static com.jagcall.messaging.testing.SmsApi.OPT_OUTS;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Envelope;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OptOutsTest {
  private static final String RECIPIENT = "+14155550123";

  Backends backends;
  Peers peers;
  private SmsApi api;
  private String number;

  @BeforeEach
  void newOrganization() {
    api = SmsApi.of(backends);
    number = peers.numbers().give(api.organization().id(), "live", null);
  }

  private static String entries(String number, String... recipients) {
    JsonArray entries = new JsonArray();
    for (String recipient : recipients) {
      entries.add(new JsonObject().put("phone_number", number).put("recipient", recipient));
    }
    return new JsonObject().put("opt_outs", entries).encode();
  }

  @Test
  void addedOptOut_isListed_enforced_andDeleted() {
    api.post(OPT_OUTS, entries(number, RECIPIENT, RECIPIENT, "+14155550124"))
        .statusCode(200)
        .body("added", equalTo(2))
        .body("unchanged", equalTo(1));
    api.post(OPT_OUTS, entries(number, RECIPIENT)).body("added", equalTo(0));
    String id =
        api.optOuts("?recipient=%2B14155550123")
            .statusCode(200)
            .body("pagination.total", equalTo(1))
            .body("data[0].id", matchesPattern("opt_[A-Za-z0-9]{16}"))
            .body("data[0].phone_number", equalTo(number))
            .body("data[0].recipient", equalTo(RECIPIENT))
            .body("data[0].source", equalTo("api"))
            .extract()
            .path("data[0].id");
    api.send(number, RECIPIENT, "Hi")
        .statusCode(422)
        .body("error.code", equalTo("recipient_opted_out"));
    SmsApi stranger = SmsApi.of(backends);
    Envelope.notFound(stranger.request().delete(OPT_OUTS + "/" + id).then());
    Envelope.notFound(api.testMode(backends).request().delete(OPT_OUTS + "/" + id).then());
    api.request()
        .delete(OPT_OUTS + "/" + id)
        .then()
        .statusCode(200)
        .body("deleted", equalTo(true))
        .body("id", equalTo(id));
    Envelope.notFound(api.request().delete(OPT_OUTS + "/" + id).then());
    api.send(number, RECIPIENT, "Hi").statusCode(201);
    api.optOuts("?phone_number=%2B" + number.substring(1)).body("pagination.total", equalTo(1));
    api.testMode(backends).optOuts("").body("pagination.total", equalTo(0));
  }

  @Test
  void thousandAreTaken_oneMoreIsNot() {
    String[] thousand =
        IntStream.range(0, 1000).mapToObj(i -> "+1415" + (2_000_000 + i)).toArray(String[]::new);
    api.post(OPT_OUTS, entries(number, thousand)).statusCode(200).body("added", equalTo(1000));
    String[] more =
        IntStream.range(0, 1001).mapToObj(i -> "+1415" + (3_000_000 + i)).toArray(String[]::new);
    api.post(OPT_OUTS, entries(number, more))
        .statusCode(422)
        .body("error.details[0].field", equalTo("opt_outs"));
    api.optOuts("?per_page=100&page=10").body("data.size()", equalTo(100));
  }

  @Test
  void badEntries_areRefused_andNothingIsAdded() {
    for (String body :
        new String[] {
          "{}",
          "{\"opt_outs\":[]}",
          "{\"opt_outs\":[null]}",
          "{\"opt_outs\":[{}]}",
          entries(number, "4155550123"),
          entries("+1", RECIPIENT),
          entries(number, RECIPIENT).replace("recipient", "receiver")
        }) {
      api.post(OPT_OUTS, body).statusCode(422).body("error.code", equalTo("validation_error"));
    }
    api.post(OPT_OUTS, "{\"opt_outs\":{}}").statusCode(400);
    api.post(OPT_OUTS, "null").statusCode(400);
    api.optOuts("").body("pagination.total", equalTo(0));
    api.optOuts("?recipient=x")
        .statusCode(400)
        .body("error.details[0].field", equalTo("recipient"));
  }

  @Test
  void repetitionWithTheSameKey_isAnsweredAlike() {
    for (int i = 0; i < 2; i++) {
      api.request()
          .header("Idempotency-Key", "k-" + number)
          .contentType(ContentType.JSON)
          .body(entries(number, RECIPIENT))
          .post(OPT_OUTS)
          .then()
          .statusCode(200)
          .body("added", equalTo(1));
    }
  }

  @Test
  void noKey_returns401_scopeMissing_returns403_overTheLimit_returns429() {
    given().get(OPT_OUTS).then().statusCode(401);
    api.without(backends, Scope.SMS_READ).optOuts("").statusCode(403);
    SmsApi reader = api.without(backends, Scope.SMS_WRITE);
    reader.post(OPT_OUTS, entries(number, RECIPIENT)).statusCode(403);
    reader.request().delete(OPT_OUTS + "/opt_0000000000000000").then().statusCode(403);
    SmsApi other = SmsApi.of(backends);
    backends.accounts().limit(other.key(), "write", 1);
    other.post(OPT_OUTS, entries(number, RECIPIENT)).statusCode(200);
    other.post(OPT_OUTS, entries(number, RECIPIENT)).statusCode(429);
  }
}
