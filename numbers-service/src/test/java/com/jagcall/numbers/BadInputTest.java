package com.jagcall.numbers;

import static com.jagcall.numbers.testing.NumbersApi.PATH;
import static com.jagcall.numbers.testing.NumbersApi.SEARCH;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.jagcall.common.testing.Backends;
import com.jagcall.numbers.BadBodies.Body;
import com.jagcall.numbers.testing.NumbersApi;
import com.jagcall.numbers.testing.Operator;
import com.jagcall.numbers.testing.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What clients send by mistake, or by intent, to each operation. */
@QuarkusTest
class BadInputTest {
  private static final Pattern INTERNALS =
      Pattern.compile("Exception|com\\.jagcall|java\\.|hibernate|select |postgres|localhost");

  Backends backends;
  Peers peers;

  @Test
  void badSearches_areRefused() {
    NumbersApi api = NumbersApi.unlimited(backends);
    BadBodies.search().forEach(body -> judge(body, send(api, Method.POST, SEARCH, body.json())));
  }

  @Test
  void badPurchases_areRefused_andNothingIsHeld() {
    NumbersApi api = NumbersApi.unlimited(backends);
    BadBodies.buy().forEach(body -> judge(body, send(api, Method.POST, PATH, body.json())));
    assertEquals(List.of(), peers.billing().holds(api.organization().id()));
  }

  @Test
  void badChanges_areRefused_andNothingChanges() {
    NumbersApi api = NumbersApi.unlimited(backends);
    String id = api.own(Operator.stock(backends));
    Map<String, Object> before = api.get(id).extract().path("");
    BadBodies.change()
        .forEach(body -> judge(body, send(api, Method.PATCH, PATH + "/" + id, body.json())));
    assertEquals(before, api.get(id).extract().path(""));
  }

  private static ValidatableResponse send(NumbersApi api, Method method, String path, String json) {
    return api.request().contentType(ContentType.JSON).body(json).request(method, path).then();
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
  void noBody_returns400() {
    NumbersApi api = NumbersApi.unlimited(backends);
    String id = api.own(Operator.stock(backends));
    for (String body : List.of("", " ", "null")) {
      for (String path : List.of(SEARCH, PATH)) {
        send(api, Method.POST, path, body).statusCode(400);
      }
      send(api, Method.PATCH, PATH + "/" + id, body).statusCode(400);
    }
  }

  @Test
  void otherMediaTypes_return415() {
    NumbersApi api = NumbersApi.unlimited(backends);
    for (String type : List.of("text/plain", "application/xml")) {
      for (String path : List.of(SEARCH, PATH)) {
        api.request()
            .contentType(type)
            .body("{\"country\":\"US\"}")
            .post(path)
            .then()
            .statusCode(415)
            .body("error.code", equalTo("unsupported_media_type"));
      }
    }
  }

  @Test
  void hugeBodies_return413() {
    NumbersApi api = NumbersApi.unlimited(backends);
    String huge = "{\"country\":\"" + "U".repeat(1 << 20) + "\"}";
    send(api, Method.POST, SEARCH, huge).statusCode(413);
    send(api, Method.POST, PATH, huge).statusCode(413);
  }

  @Test
  void deepJson_isRefused() {
    NumbersApi api = NumbersApi.unlimited(backends);
    String deep = "[".repeat(1_001) + "]".repeat(1_001);
    for (Method method : List.of(Method.POST, Method.PATCH)) {
      String path = method == Method.POST ? SEARCH : PATH + "/pn_0000000000000000";
      Response answer =
          api.request()
              .contentType(ContentType.JSON)
              .body("{\"agent_id\":" + deep + "}")
              .request(method, path);
      // Not by REST Assured, which would print the request in full.
      assertEquals(400, answer.statusCode(), answer.asString());
    }
  }

  @Test
  void otherMethods_return405() {
    NumbersApi api = NumbersApi.unlimited(backends);
    api.request().put(PATH + "/pn_0000000000000000").then().statusCode(405);
    api.request().delete(PATH).then().statusCode(405);
    // A number could be called "search", if it were not for its form.
    api.request().get(SEARCH).then().statusCode(405);
  }

  @Test
  void manyUnknownMembers_areNamedUpToABound() {
    NumbersApi api = NumbersApi.unlimited(backends);
    StringBuilder body = new StringBuilder("{\"agent_id\":null");
    for (int i = 0; i < 1000; i++) {
      body.append(",\"m").append(i).append("\":1");
    }
    List<String> fields =
        send(api, Method.PATCH, PATH + "/pn_0000000000000000", body.append('}').toString())
            .statusCode(422)
            .extract()
            .path("error.details.field");
    assertEquals(20, fields.size());
  }
}
