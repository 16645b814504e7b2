package com.jagcall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.local.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The telephones that are called: those of the carrier simulator, no number twice. */
final class Callees {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NUMBERS = 80_000;
  private static final int FIRST = 20_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI control;
  private final Map<String, Instant> invited = new HashMap<>();
  private int last;

  Callees(URI control) {
    this.control = control;
  }

  /** What a number does: see deploy/carrier. */
  enum Kind {
    /** Answers at once, hangs up after a second. */
    SHORT(88),
    BUSY(90),
    /** Rings until it is given up. */
    SILENT(91),
    /** Hangs up after five seconds. */
    LONGER(95);

    private final int digits;

    Kind(int digits) {
      this.digits = digits;
    }
  }

  /** A number that was not called yet. */
  synchronized String next(Kind kind) {
    int middle = FIRST + last++ % NUMBERS;
    return "+1212%05d%02d".formatted(middle, kind.digits);
  }

  /**
   * Learns when INVITEs came. The simulator forgets a call half a minute after its end.
   *
   * @return when each number was invited, as far as it was learned
   */
  Map<String, Instant> look() {
    HttpRequest request =
        HttpRequest.newBuilder(control.resolve("/sip/state"))
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.noBody())
            .build();
    try {
      JsonNode state = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
      for (JsonNode call : state.get("calls")) {
        invited.putIfAbsent(call.get("number").asText(), Instant.parse(call.get("since").asText()));
      }
      return invited;
    } catch (IOException failure) {
      throw new StackException("the carrier simulator does not answer: see its log", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", interrupted);
    }
  }
}
