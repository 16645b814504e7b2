package com.jagcall.local.operator;

import com.jagcall.local.StackException;
import com.jagcall.local.secret.Secrets;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The operator's requests to the services behind the gateway, each with a token of its own. */
public final class OperatorCalls {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Map<String, URI> services;
  private final Secrets secrets;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * @param services the address of each service itself, by its short name
   */
  public OperatorCalls(Map<String, URI> services, Secrets secrets) {
    this.services = services;
    this.secrets = secrets;
  }

  /**
   * Sends JSON, if there is any, and answers what came back.
   *
   * @param service its short name, for example {@code billing}
   * @param body or null
   * @throws StackException when the service refuses or does not answer; the message says why
   */
  JsonObject json(String service, String method, String path, JsonObject body) {
    return send(service, method, path, "application/json", body == null ? "" : body.encode());
  }

  /** As {@link #json}, for a table: lines of values separated by commas. */
  JsonObject csv(String service, String method, String path, String table) {
    return send(service, method, path, "text/csv", table);
  }

  private JsonObject send(
      String service, String method, String path, String contentType, String body) {
    String module = service + "-service";
    try {
      HttpResponse<String> answer =
          client.send(
              request(service, path)
                  .header("Content-Type", contentType)
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new StackException(
            "%s refused (%d): %s".formatted(module, answer.statusCode(), message(answer.body())));
      }
      return answer.body().isBlank() ? new JsonObject() : new JsonObject(answer.body());
    } catch (IOException | DecodeException failure) {
      throw new StackException(
          "%s did not answer as expected at %s: is the stack running? Start it with deploy/local/up"
              .formatted(module, services.get(service)),
          failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while " + module + " was asked", interrupted);
    }
  }

  private HttpRequest.Builder request(String service, String path) throws IOException {
    String token =
        OperatorToken.sign(
            secrets.privateKey(OperatorToken.ISSUER), service + "-service", Instant.now());
    return HttpRequest.newBuilder(services.get(service).resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token);
  }

  /** The envelope's message with its details, or the body as it is. */
  private static String message(String body) {
    try {
      JsonObject error = new JsonObject(body).getJsonObject("error", new JsonObject());
      StringBuilder message = new StringBuilder(error.getString("message", body));
      for (Object each : error.getJsonArray("details", new JsonArray())) {
        JsonObject detail = (JsonObject) each;
        message
            .append("\n  ")
            .append(detail.getString("field"))
            .append(": ")
            .append(detail.getString("message"));
      }
      return message.toString();
    } catch (DecodeException | ClassCastException notTheEnvelope) {
      return body;
    }
  }
}
