package com.jagcall.numbers;

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

  /** What is no JSON object, whatever the operation. */
  private static List<Body> noObjects() {
    List<Body> bodies = new ArrayList<>();
    for (String broken :
        List.of(
            "{",
            "{\"country\":\"US\"",
            "{'country':'US'}",
            "{\"country\":\"US\",}",
            "country=US",
            "{}{}",
            "{\"country\":\"\u0001\"}",
            "{\"country\":\"US\",\"country\":\"CA\"}",
            "{\"limit\":01}",
            "{\"limit\":NaN}")) {
      bodies.add(new Body("no JSON", broken, 400, null));
    }
    for (String other : List.of("[]", "\"US\"", "1", "true", "[{}]")) {
      bodies.add(new Body("no object", other, 400, "body"));
    }
    return bodies;
  }

  static List<Body> search() {
    List<Body> bodies = noObjects();
    bodies.add(new Body("nothing", "{}", 422, "country"));
    for (String text : List.of("country", "area_code", "contains")) {
      for (String value : List.of("1", "1.5", "true", "[]", "{}")) {
        bodies.add(new Body("wrong type", search(text, value), 400, text));
      }
    }
    for (String number : List.of("limit", "page")) {
      for (String value : List.of("\"1\"", "true", "[]", "{}", "1.5", "1e999999999")) {
        bodies.add(new Body("wrong type", search(number, value), 400, number));
      }
      for (String value : List.of("0", "-1", "99999999999", "1001")) {
        bodies.add(new Body("out of range", search(number, value), 422, number));
      }
    }
    bodies.add(new Body("wrong type", search("capabilities", "\"voice\""), 400, "capabilities"));
    bodies.add(new Body("wrong type", search("capabilities", "{}"), 400, "capabilities"));
    bodies.add(broken("country", "null"));
    for (String value : List.of("", "us", "U", "USA", "XX", "ZZ", "00", "U\\u0000", "\\ud800S")) {
      bodies.add(broken("country", "\"" + value + "\""));
    }
    for (String value :
        List.of("", "0415", "41a", "+1415", "41*", "12345678", "416", "111", "４１５", "4\\n5")) {
      bodies.add(broken("area_code", "\"" + value + "\""));
    }
    for (String value :
        List.of("", "*", "***", "abc", "+1415", "4 1", "%", "_", "'", "1\\u0000", "1".repeat(31))) {
      bodies.add(broken("contains", "\"" + value + "\""));
    }
    for (String value : List.of("\"landline\"", "\"LOCAL\"", "\"\"")) {
      bodies.add(broken("type", value));
    }
    bodies.add(new Body("wrong type", search("type", "[]"), 400, "type"));
    bodies.add(broken("capabilities", "[\"voice\",\"voice\"]"));
    bodies.add(broken("capabilities", "[\"voice\",\"sms\",\"voice\"]"));
    bodies.add(new Body("null", search("capabilities", "[null]"), 422, "capabilities[0]"));
    bodies.add(new Body("unknown", search("capabilities", "[\"fax\"]"), 422, "capabilities[0]"));
    bodies.add(new Body("too far", "{\"country\":\"US\",\"limit\":100,\"page\":11}", 422, "page"));
    bodies.add(new Body("unknown member", search("colour", "\"red\""), 422, "colour"));
    bodies.add(new Body("unknown member", search("areaCode", "\"415\""), 422, "areaCode"));
    bodies.add(new Body("unknown member", search("__proto__", "{}"), 422, "__proto__"));
    return bodies;
  }

  private static String search(String member, String value) {
    String country = member.equals("country") ? "" : "\"country\":\"US\",";
    return "{" + country + "\"" + member + "\":" + value + "}";
  }

  private static Body broken(String member, String value) {
    return new Body("broken rule", search(member, value), 422, member);
  }

  static List<Body> buy() {
    List<Body> bodies = noObjects();
    bodies.add(new Body("nothing", "{}", 422, "phone_number"));
    bodies.add(new Body("null", buy("null"), 422, "phone_number"));
    for (String value : List.of("1", "true", "[]", "{}")) {
      bodies.add(new Body("wrong type", buy(value), 400, "phone_number"));
      bodies.add(
          new Body(
              "wrong type",
              "{\"phone_number\":\"+14155550100\",\"agent_id\":" + value + "}",
              400,
              "agent_id"));
    }
    for (String value :
        List.of(
            "",
            "4155550100",
            "+04155550100",
            "+123456",
            "+1234567890123456",
            "+1 415 555 0100",
            "+1415555010a",
            "+14155550100\\n",
            "+1415555０100",
            "' or 1=1 --",
            "+1\\u0000")) {
      bodies.add(new Body("broken rule", buy("\"" + value + "\""), 422, "phone_number"));
    }
    bodies.add(
        new Body(
            "too long",
            "{\"phone_number\":\"+14155550100\",\"agent_id\":\"" + "a".repeat(65) + "\"}",
            422,
            "agent_id"));
    bodies.add(
        new Body("unknown", "{\"phone_number\":\"+14155550100\",\"id\":\"pn_1\"}", 422, "id"));
    return bodies;
  }

  private static String buy(String value) {
    return "{\"phone_number\":" + value + "}";
  }

  static List<Body> change() {
    List<Body> bodies = noObjects();
    bodies.add(new Body("nothing", "{}", 422, "agent_id"));
    for (String value : List.of("1", "true", "[]", "{}", "1e999")) {
      bodies.add(new Body("wrong type", "{\"agent_id\":" + value + "}", 400, "agent_id"));
    }
    for (String value : List.of("", "x", "agt_", "AGT_0000000000000000", "a".repeat(1000))) {
      bodies.add(new Body("no agent", "{\"agent_id\":\"" + value + "\"}", 422, "agent_id"));
    }
    for (String member : List.of("phone_number", "status", "id", "agentId", "__proto__")) {
      bodies.add(
          new Body(
              "unknown member", "{\"agent_id\":null,\"" + member + "\":\"active\"}", 422, member));
    }
    return bodies;
  }
}
