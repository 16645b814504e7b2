package com.jagcall.agents.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Bodies that neither make nor change an agent. */
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

  static List<Body> all() {
    List<Body> bodies = new ArrayList<>();
    for (String broken :
        List.of(
            "",
            " ",
            "{",
            "{\"name\":\"a\"",
            "{'name':'a'}",
            "{\"name\":\"a\",}",
            "name=a",
            "{\"name\":\"a\"}{}",
            "{\"name\":\"\u0001\"}",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "{\"temperature\":01}",
            "{\"temperature\":NaN}")) {
      bodies.add(new Body("no JSON", broken, 400, null));
    }
    for (String other : List.of("[]", "\"name\"", "1", "true", "[{\"name\":\"a\"}]")) {
      bodies.add(new Body("no object", other, 400, "body"));
    }
    bodies.add(new Body("no object", "null", 400, null));
    wrongTypes(bodies);
    brokenRules(bodies);
    badText(bodies);
    badUrls(bodies);
    badTools(bodies);
    return bodies;
  }

  private static void wrongTypes(List<Body> bodies) {
    for (String text :
        List.of(
            "name",
            "voice_id",
            "language",
            "system_prompt",
            "first_message",
            "model",
            "webhook_url",
            "transfer_number",
            "voicemail_message")) {
      for (String value : List.of("1", "1.5", "true", "[]", "{}")) {
        bodies.add(wrongType(text, value));
      }
    }
    for (String number : List.of("temperature", "max_duration_seconds")) {
      for (String value : List.of("\"1\"", "true", "[]", "{}", "\"\"")) {
        bodies.add(wrongType(number, value));
      }
    }
    for (String value : List.of("\"true\"", "1", "[]", "{}", "\"\"")) {
      bodies.add(wrongType("sms_replies", value));
    }
    bodies.add(broken("sms_replies", "null"));
    bodies.add(wrongType("max_duration_seconds", "60.5"));
    bodies.add(wrongType("max_duration_seconds", "1e999999999"));
    bodies.add(wrongType("tools", "{}"));
    bodies.add(wrongType("tools", "\"\""));
    bodies.add(wrongType("metadata", "[]"));
    bodies.add(wrongType("metadata", "\"\""));
    bodies.add(new Body("wrong type", agent("tools", "[1]"), 400, "tools[0]"));
    bodies.add(new Body("wrong type", agent("metadata", "{\"a\":1}"), 400, "metadata.a"));
    bodies.add(new Body("wrong type", agent("metadata", "{\"a\":{}}"), 400, "metadata.a"));
  }

  private static Body wrongType(String member, String value) {
    return new Body("wrong type", agent(member, value), 400, member);
  }

  private static void brokenRules(List<Body> bodies) {
    bodies.add(new Body("no name", "{}", 422, "name"));
    bodies.add(broken("name", "null"));
    bodies.add(broken("name", "\"\""));
    bodies.add(broken("name", "\" \\t \""));
    bodies.add(broken("name", text(101)));
    bodies.add(broken("status", "\"asleep\""));
    bodies.add(broken("status", "\"ACTIVE\""));
    bodies.add(broken("voice_id", "\"Rachel\""));
    bodies.add(broken("voice_id", "\"\""));
    bodies.add(broken("voice_id", "\"_x\""));
    bodies.add(broken("voice_id", "\"a\\n\""));
    bodies.add(broken("voice_id", text(65)));
    for (String tag :
        List.of(
            "",
            "e",
            "english",
            "xx",
            "en_US",
            "en-UK",
            "en-US-",
            "de-DE-u-co-phonebk",
            "x-private",
            "en US",
            "a".repeat(100))) {
      bodies.add(broken("language", "\"" + tag + "\""));
    }
    bodies.add(broken("system_prompt", text(32_001)));
    bodies.add(broken("first_message", text(1_001)));
    bodies.add(broken("voicemail_message", text(1_001)));
    bodies.add(broken("model", text(101)));
    bodies.add(broken("model", "\"\""));
    bodies.add(broken("model", "\"-gpt\""));
    bodies.add(broken("model", "\"gpt 4\""));
    for (String number :
        List.of(
            "-0.01",
            "2.01",
            "0.123",
            "0.700000000000000000001",
            "1e999999999",
            "1e-999999999",
            "-1e999999999")) {
      bodies.add(broken("temperature", number));
    }
    bodies.add(broken("max_duration_seconds", "29"));
    bodies.add(broken("max_duration_seconds", "14401"));
    bodies.add(broken("max_duration_seconds", "99999999999"));
    for (String number :
        List.of(
            "",
            "5550100",
            "+05550100",
            "+123456",
            "+1234567890123456",
            "+1 555 0100",
            "+1555010a",
            "+15550100\\n")) {
      bodies.add(broken("transfer_number", "\"" + number + "\""));
    }
    bodies.add(new Body("metadata", agent("metadata", "{\"a b\":\"\"}"), 422, "metadata[a b]"));
    bodies.add(new Body("metadata", agent("metadata", "{\"\":\"\"}"), 422, "metadata[]"));
    bodies.add(new Body("metadata", agent("metadata", "{\"a\":null}"), 422, "metadata[a]"));
    bodies.add(
        new Body("metadata", agent("metadata", "{\"a\":" + text(501) + "}"), 422, "metadata[a]"));
    bodies.add(new Body("metadata", agent("metadata", "{\"a\":\"\\u0000\"}"), 422, "metadata[a]"));
    String entries =
        String.join(",", IntStream.range(0, 51).mapToObj(i -> "\"k" + i + "\":\"\"").toList());
    bodies.add(broken("metadata", "{" + entries + "}"));
    bodies.add(new Body("unknown member", agent("colour", "\"red\""), 422, "colour"));
    bodies.add(new Body("unknown member", agent("__proto__", "{}"), 422, "__proto__"));
    bodies.add(new Body("unknown member", agent("voiceId", "\"josh\""), 422, "voiceId"));
    bodies.add(new Body("read-only member", agent("id", "\"agt_1\""), 422, "id"));
    bodies.add(
        new Body("read-only member", agent("phone_number", "\"+15550100\""), 422, "phone_number"));
  }

  private static void badText(List<Body> bodies) {
    List<String> everywhere =
        List.of(
            "\\u0000",
            "\\u0007",
            "\\u001b[31m",
            "\\u009f",
            "\\u202e",
            "\\u2066",
            "\\ud800",
            "\\udc00x",
            "\\u2028");
    for (String member : List.of("name", "system_prompt", "first_message", "voicemail_message")) {
      for (String bad : everywhere) {
        bodies.add(broken(member, "\"a" + bad + "b\""));
      }
    }
    bodies.add(broken("name", "\"a\\nb\""));
    bodies.add(broken("name", "\"a\\tb\""));
  }

  private static void badUrls(List<Body> bodies) {
    for (String url :
        List.of(
            "",
            "example.com",
            "/hook",
            "http://example.com",
            "ftp://example.com",
            "javascript:alert(1)",
            "https://",
            "https:///hook",
            "https://user:pw@example.com",
            "https://user@example.com",
            "https://example.com/#part",
            "https://example.com:0/",
            "https://example.com:65536/",
            "https://exa mple.com",
            "https://example.com/\\u0000",
            "https://ex\\u00e4mple.com",
            "https://example.com/ü",
            "https://exa_mple..com",
            "https://[::1",
            "https://example.com/%zz",
            "https://example.com/" + "x".repeat(2030))) {
      bodies.add(broken("webhook_url", "\"" + url + "\""));
      bodies.add(
          new Body(
              "tool url",
              tools(tool("http", "x", "\"url\":\"" + url + "\"")),
              422,
              "tools[0].url"));
    }
  }

  private static void badTools(List<Body> bodies) {
    String url = "\"url\":\"https://example.com\"";
    bodies.add(new Body("null tool", tools("null"), 422, "tools[0]"));
    bodies.add(new Body("no type", tools("{\"name\":\"x\"}"), 422, "tools[0].type"));
    bodies.add(
        new Body("unknown type", tools("{\"name\":\"x\",\"type\":\"fly\"}"), 422, "tools[0].type"));
    bodies.add(new Body("no name", tools("{\"type\":\"end_call\"}"), 422, "tools[0].name"));
    bodies.add(new Body("bad name", tools(tool("end_call", "a b", null)), 422, "tools[0].name"));
    bodies.add(
        new Body("long name", tools(tool("end_call", "x".repeat(65), null)), 422, "tools[0].name"));
    bodies.add(
        new Body(
            "same name",
            tools(tool("end_call", "x", null) + "," + tool("send_sms", "x", null)),
            422,
            "tools"));
    bodies.add(new Body("no url", tools(tool("http", "x", null)), 422, "tools[0].url"));
    bodies.add(new Body("url not wanted", tools(tool("end_call", "x", url)), 422, "tools[0].url"));
    bodies.add(
        new Body(
            "timeout",
            tools(tool("http", "x", url + ",\"timeout_seconds\":0")),
            422,
            "tools[0].timeout_seconds"));
    bodies.add(
        new Body(
            "timeout",
            tools(tool("http", "x", url + ",\"timeout_seconds\":31")),
            422,
            "tools[0].timeout_seconds"));
    bodies.add(
        new Body(
            "description",
            tools(tool("end_call", "x", "\"description\":" + text(1025))),
            422,
            "tools[0].description"));
    bodies.add(
        new Body(
            "description",
            tools(tool("end_call", "x", "\"description\":\"\\u202e\"")),
            422,
            "tools[0].description"));
    bodies.add(
        new Body(
            "unknown member",
            tools(tool("end_call", "x", "\"colour\":1")),
            422,
            "tools[0].colour"));
    bodies.add(
        new Body(
            "33 tools",
            tools(
                String.join(
                    ",",
                    IntStream.range(0, 33)
                        .mapToObj(i -> tool("end_call", "x" + i, null))
                        .toList())),
            422,
            "tools"));
    bodies.add(
        new Body(
            "parameters",
            tools(tool("http", "x", url + ",\"parameters\":[]")),
            400,
            "tools[0].parameters"));
    bodies.add(
        new Body(
            "parameters",
            tools(tool("http", "x", url + ",\"parameters\":\"{}\"")),
            400,
            "tools[0].parameters"));
    bodies.add(wrongType("extraction_schema", "[]"));
    bodies.add(wrongType("extraction_schema", "\"{}\""));
    for (String schema :
        List.of(
            "{\"type\":\"string\"}",
            "{\"a\":\"\\u0000\"}",
            "{\"\\u0000\":1}",
            "{\"a\":[\"\\ud800\"]}",
            "{\"a\":1e999}",
            "{\"a\":" + "[".repeat(10) + "]".repeat(10) + "}",
            "{\"a\":" + text(17_000) + "}")) {
      bodies.add(
          new Body(
              "parameters",
              tools(tool("http", "x", url + ",\"parameters\":" + schema)),
              422,
              "tools[0].parameters"));
      bodies.add(broken("extraction_schema", schema));
    }
  }

  private static Body broken(String member, String value) {
    return new Body("broken rule", agent(member, value), 422, member);
  }

  private static String agent(String member, String value) {
    String name = member.equals("name") ? "" : "\"name\":\"Reception\",";
    return "{" + name + "\"" + member + "\":" + value + "}";
  }

  private static String tools(String tools) {
    return agent("tools", "[" + tools + "]");
  }

  private static String tool(String type, String name, String more) {
    return "{\"type\":\""
        + type
        + "\",\"name\":\""
        + name
        + "\""
        + (more == null ? "" : "," + more)
        + "}";
  }

  private static String text(int length) {
    return "\"" + "x".repeat(length) + "\"";
  }
}
