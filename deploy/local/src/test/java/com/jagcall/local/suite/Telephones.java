package com.jagcall.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The telephones of the carrier simulator. */
final class Telephones {
  private Telephones() {}

  /** Gives the simulator a command, with names and values in turn; its answer. */
  static JsonNode command(String command, String... parameters) {
    StringBuilder query = new StringBuilder("/" + command + "?");
    for (int i = 0; i < parameters.length; i += 2) {
      query
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8))
          .append('&');
    }
    URI control = Suite.stack().carrier().control();
    HttpResponse<String> answer =
        Api.send(Api.request(control, query.toString()).POST(BodyPublishers.noBody()));
    assertEquals(200, answer.statusCode(), answer.body());
    return Api.json(answer);
  }

  /** The last call of a telephone, as the simulator sees it. */
  private static JsonNode callOf(String number) {
    JsonNode last = null;
    for (JsonNode call : command("sip/state").get("calls")) {
      last = call.get("number").asText().equals(number) ? call : last;
    }
    return last;
  }

  /** How many packets a telephone has heard so far. */
  static long heard(String number) {
    return callOf(number).get("frames_received").asLong();
  }

  static void hangUp(String number) {
    command("sip/hangup", "call", callOf(number).get("call").asText());
  }
}
