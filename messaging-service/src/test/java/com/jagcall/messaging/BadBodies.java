package com.jagcall.messaging;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Bodies that no operation takes. */
final class BadBodies {
  private BadBodies() {}

  /** A body, the status it gets, and the member it is blamed on, or null. */
  record Body(String name, String json, int status, String field) {
    /** As the envelope has it. */
    String code() {
      if (status == 422) {
        return "validation_error";
      }
      return field == null ? "invalid_json" : "invalid_parameter";
    }

    @Override
    public String toString() {
      return name + ": " + (json.length() > 80 ? json.substring(0, 80) + "…" : json);
    }
  }

  static List<Body> send(String from) {
    List<Body> bodies = new ArrayList<>();
    for (String broken : List.of("{", "{'to':'x'}", "{}{}", "{\"to\":\"\u0001\"}", "to=x")) {
      bodies.add(new Body("no JSON", broken, 400, null));
    }
    for (String other : List.of("[]", "\"x\"", "1", "true", "[{}]")) {
      bodies.add(new Body("no object", other, 400, "body"));
    }
    for (String member : List.of("to", "from", "body")) {
      bodies.add(new Body("missing", without(from, member), 422, member));
      bodies.add(new Body("null", with(from, member, "null"), 422, member));
      for (String value : List.of("1", "1.5", "true", "[]", "{}")) {
        bodies.add(new Body("wrong type", with(from, member, value), 400, member));
      }
    }
    numbers(from, bodies);
    texts(from, bodies);
    metadata(from, bodies);
    bodies.add(
        new Body("foreign", with(from, "agent_id", "\"agt_0000000000000000\""), 422, "agent_id"));
    bodies.add(new Body("no id", with(from, "agent_id", "\"x' or 1=1\""), 422, "agent_id"));
    bodies.add(new Body("wrong type", with(from, "agent_id", "7"), 400, "agent_id"));
    for (String unknown : List.of("agentId", "status", "id", "media", "__proto__")) {
      bodies.add(new Body("unknown member", with(from, unknown, "\"x\""), 422, unknown));
    }
    return bodies;
  }

  private static void numbers(String from, List<Body> bodies) {
    for (String member : List.of("to", "from")) {
      for (String value :
          List.of(
              "",
              "4155550123",
              "+04155550123",
              "+1",
              "+123456",
              "+1234567890123456",
              "+1 415 555 0123",
              "+1415555012a",
              "+14155550123\\n",
              "+1415555０123",
              "+10005550123",
              "+1555",
              "BANK",
              "' or 1=1 --",
              "+1\\u0000")) {
        bodies.add(new Body("no number", with(from, member, "\"" + value + "\""), 422, member));
      }
      bodies.add(
          new Body("too long", with(from, member, "\"" + "+".repeat(10_000) + "\""), 422, member));
    }
    bodies.add(new Body("to itself", with(from, "to", "\"" + from + "\""), 422, "to"));
  }

  private static void texts(String from, List<Body> bodies) {
    bodies.add(new Body("empty", with(from, "body", "\"\""), 422, "body"));
    bodies.add(
        new Body("too long", with(from, "body", "\"" + "a".repeat(1601) + "\""), 422, "body"));
    bodies.add(
        new Body("too long", with(from, "body", "\"" + "👋".repeat(1601) + "\""), 422, "body"));
    for (String value : List.of("\\u0000", "a\\u0007b", "\\u001b[31m", "\\u0085")) {
      bodies.add(new Body("control", with(from, "body", "\"" + value + "\""), 422, "body"));
    }
    bodies.add(new Body("half a pair", with(from, "body", "\"a\\ud83d\""), 422, "body"));
  }

  private static void metadata(String from, List<Body> bodies) {
    for (String value : List.of("[]", "\"x\"", "7", "true")) {
      bodies.add(new Body("wrong type", with(from, "metadata", value), 400, "metadata"));
    }
    StringBuilder many = new StringBuilder("{");
    for (int i = 0; i < 51; i++) {
      many.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"v\"");
    }
    bodies.add(
        new Body("too many", with(from, "metadata", many.append('}').toString()), 422, "metadata"));
  }

  private static JsonObject good(String from) {
    return new JsonObject().put("from", from).put("to", "+14155550123").put("body", "Hello");
  }

  private static String without(String from, String member) {
    JsonObject body = good(from);
    body.remove(member);
    return body.encode();
  }

  private static String with(String from, String member, String json) {
    String rest = without(from, member);
    return rest.substring(0, rest.length() - 1) + ",\"" + member + "\":" + json + "}";
  }
}
