package com.jagcall.calls;

import static com.jagcall.calls.testing.CallsApi.PATH;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.Peers;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What clients send by mistake, or by intent. */
@QuarkusTest
class BadInputTest {
  private static final Pattern INTERNALS =
      Pattern.compile("Exception|com\\.jagcall|java\\.|hibernate|select |postgres|localhost");

  Backends backends;
  Peers peers;

  /** A body, the status it gets, and the member it is blamed on, or null. */
  private record Body(String json, int status, String field) {}

  private static List<Body> bodies() {
    List<Body> bodies = new ArrayList<>();
    for (String broken : List.of("{", "{'to':1}", "to=1", "{}{}", "{\"to\":\"1\",}")) {
      bodies.add(new Body(broken, 400, null));
    }
    for (String other : List.of("[]", "\"x\"", "1", "true")) {
      bodies.add(new Body(other, 400, "body"));
    }
    bodies.add(new Body("{}", 422, "to"));
    bodies.add(new Body("{}", 422, "agent_id"));
    for (String member : List.of("to", "agent_id", "from")) {
      for (String value : List.of("1", "true", "[]", "{}")) {
        bodies.add(new Body(with(member, value), 400, member));
      }
    }
    for (String value :
        List.of(
            "",
            "12125550100",
            "+0123456789",
            "+123456",
            "+1234567890123456",
            "+1 212 555 0100",
            "+1212555010a",
            "+12125550100\\n",
            "+1212555０100",
            "' or 1=1 --",
            "+1\\u0000",
            "sip:x@y",
            "tel:+12125550100")) {
      bodies.add(new Body(with("to", "\"" + value + "\""), 422, "to"));
      bodies.add(new Body(with("from", "\"" + value + "\""), 422, "from"));
    }
    bodies.add(new Body(with("agent_id", "\"" + "a".repeat(65) + "\""), 422, "agent_id"));
    bodies.add(new Body(with("agent_id", "null"), 422, "agent_id"));
    bodies.add(new Body(with("metadata", "[]"), 400, "metadata"));
    bodies.add(new Body(with("metadata", "\"x\""), 400, "metadata"));
    bodies.add(new Body(with("metadata", "{\"a b\":\"x\"}"), 422, null));
    bodies.add(new Body(with("metadata", "{\"a\":null}"), 422, null));
    bodies.add(new Body(with("metadata", "{\"a\":\"\\u0000\"}"), 422, null));
    bodies.add(new Body(with("metadata", "{\"a\":\"" + "x".repeat(501) + "\"}"), 422, null));
    bodies.add(new Body(with("status", "\"completed\""), 422, "status"));
    bodies.add(new Body(with("agentId", "\"x\""), 422, "agentId"));
    bodies.add(new Body(with("__proto__", "{}"), 422, "__proto__"));
    return bodies;
  }

  private static String with(String member, String value) {
    String to = member.equals("to") ? "" : "\"to\":\"+12125550100\",";
    String agent = member.equals("agent_id") ? "" : "\"agent_id\":\"agt_0000000000000000\",";
    return "{" + to + agent + "\"" + member + "\":" + value + "}";
  }

  @Test
  void badOrders_areRefused_andNothingIsHeld() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    for (Body body : bodies()) {
      ValidatableResponse answer = api.post(body.json());
      String text = answer.extract().asString();
      assertEquals(body.status(), answer.extract().statusCode(), body + " got " + text);
      answer.contentType(ContentType.JSON).body("error.status", equalTo(body.status()));
      if (body.field() != null) {
        answer.body("error.details.field", hasItem(body.field()));
      }
      assertFalse(INTERNALS.matcher(text).find(), text);
    }
    assertEquals(List.of(), peers.billing().holds(api.organization().id()));
  }

  @Test
  void noBody_returns400_andAnotherType415_andAHugeOne413() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    for (String body : List.of("", " ", "null")) {
      api.post(body).statusCode(400);
    }
    api.request().contentType("text/plain").body("{}").post(PATH).then().statusCode(415);
    api.post("{\"to\":\"" + "1".repeat(1 << 20) + "\"}").statusCode(413);
  }

  @Test
  void otherMethods_return405() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    api.request().delete(PATH).then().statusCode(405);
    api.request().put(PATH + "/call_0000000000000000").then().statusCode(405);
    api.request().get(PATH + "/call_0000000000000000/hangup").then().statusCode(405);
  }
}
