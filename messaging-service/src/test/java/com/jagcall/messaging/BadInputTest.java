package com.jagcall.messaging;

import static com.jagcall.messaging.testing.SmsApi.OPT_OUTS;
import static com.jagcall.messaging.testing.SmsApi.PATH;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.jagcall.common.testing.Backends;
import com.jagcall.messaging.BadBodies.Body;
import com.jagcall.messaging.testing.CarrierDouble;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients send by mistake, or by intent. */
@QuarkusTest
class BadInputTest {
  private static final Pattern INTERNALS =
      Pattern.compile("Exception|com\\.jagcall|java\\.|hibernate|select |postgres|localhost");

  Backends backends;
  Peers peers;
  @Inject CarrierDouble carrier;
  private SmsApi api;
  private String from;

  @BeforeEach
  void newOrganization() {
    api = SmsApi.unlimited(backends);
    from = peers.numbers().give(api.organization().id(), "live", null);
  }

  @Test
  void badMessages_areRefused_andNothingIsHeldOrSent() {
    BadBodies.send(from).forEach(body -> judge(body, api.post(body.json())));
    assertEquals(List.of(), peers.billing().holds(api.organization().id()));
    assertEquals(List.of(), carrier.submitted(from));
    api.list("").body("pagination.total", equalTo(0));
  }

  private static void judge(Body body, ValidatableResponse answer) {
    String text = answer.extract().asString();
    assertEquals(body.status(), answer.extract().statusCode(), body + " got " + text);
    answer.contentType(ContentType.JSON).body("error.status", equalTo(body.status()));
    assertEquals(body.code(), answer.extract().path("error.code"), body + " got " + text);
    if (body.field() != null) {
      answer.body("error.details.field", hasItem(body.field()));
    }
    assertFalse(INTERNALS.matcher(text).find(), text);
  }

  @Test
  void longestMessages_areTaken() {
    api.send(from, "+14155550123", "a".repeat(1600)).statusCode(201).body("segments", equalTo(11));
    api.send(from, "+14155550123", "👋".repeat(1600)).statusCode(201).body("segments", equalTo(49));
    api.send(from, "+14155550123", "Line\nline\tשלום\u200f").statusCode(201);
  }

  @Test
  void noBody_returns400() {
    for (String body : List.of("", " ", "null")) {
      api.post(body).statusCode(400);
      api.post(OPT_OUTS, body).statusCode(400);
    }
  }

  @Test
  void otherMediaTypes_return415_hugeBodies413_otherMethods405() {
    for (String type : List.of("text/plain", "application/xml")) {
      api.request()
          .contentType(type)
          .body("{}")
          .post(PATH)
          .then()
          .statusCode(415)
          .body("error.code", equalTo("unsupported_media_type"));
    }
    api.post("{\"body\":\"" + "U".repeat(1 << 20) + "\"}").statusCode(413);
    api.request().put(PATH + "/sms_0000000000000000").then().statusCode(405);
    api.request().delete(PATH + "/sms_0000000000000000").then().statusCode(405);
    api.request().delete(PATH).then().statusCode(405);
    api.request().put(OPT_OUTS).then().statusCode(405);
  }

  @Test
  void deepJson_isRefused() {
    Response answer =
        api.request()
            .contentType(ContentType.JSON)
            .body("{\"metadata\":" + "[".repeat(1_001) + "]".repeat(1_001) + "}")
            .post(PATH);
    // Not by REST Assured, which would print the request in full.
    assertEquals(400, answer.statusCode(), answer.asString());
  }
}
