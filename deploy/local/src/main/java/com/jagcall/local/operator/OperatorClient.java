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
import java.util.List;

/**
 * What the operator of a stack may do beyond the API: speaks to accounts-service behind the
 * gateway.
 */
public final class OperatorClient {

  private static final String ACCOUNTS = "accounts-service";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * A key as it is shown once.
   *
   * @param id for example {@code key_9x8Kp2mN…}
   * @param text for example {@code jc_live_…}
   */
  public record CreatedKey(String id, String text) {}

  private final URI accounts;
  private final Secrets secrets;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * @param accounts the address of accounts-service itself
   */
  public OperatorClient(URI accounts, Secrets secrets) {
    this.accounts = accounts;
    this.secrets = secrets;
  }

  /**
   * Makes an API key in the only organization there is.
   *
   * @param mode {@code live} or {@code test}
   * @param scopes empty for all
   * @throws StackException when accounts-service refuses or does not answer; the message says why
   */
  public CreatedKey createKey(String name, String mode, List<String> scopes) {
    JsonObject request = new JsonObject().put("name", name).put("mode", mode);
    if (!scopes.isEmpty()) {
      request.put("scopes", new JsonArray(scopes));
    }
    JsonObject answer = send("POST", "/internal/api-keys", request);
    return new CreatedKey(answer.getString("id"), answer.getString("key"));
  }

  /**
   * Sets how often an organization may call an endpoint.
   *
   * @param endpoint method and path, for example {@code GET /v1/agents}
   * @param perMinute requests in any 60 seconds
   */
  public void setLimit(String organizationId, String endpoint, int perMinute) {
    send(
        "PUT",
        "/internal/organizations/" + organizationId + "/limits",
        new JsonObject().put(endpoint, perMinute));
  }

  private JsonObject send(String method, String path, JsonObject body) {
    try {
      String token =
          OperatorToken.sign(secrets.privateKey(OperatorToken.ISSUER), ACCOUNTS, Instant.now());
      HttpRequest request =
          HttpRequest.newBuilder(accounts.resolve(path))
              .timeout(TIMEOUT)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new StackException(
            "accounts-service refused (%d): %s"
                .formatted(answer.statusCode(), message(answer.body())));
      }
      return answer.body().isBlank() ? new JsonObject() : new JsonObject(answer.body());
    } catch (IOException | DecodeException failure) {
      throw new StackException(
          "accounts-service did not answer as expected at "
              + accounts
              + ": is the stack running? Start it with deploy/local/up",
          failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while accounts-service was asked", interrupted);
    }
  }

  /** The envelope's message with its details, or the body as it is. */
  private static String message(String body) {
    try {
      JsonObject error = new JsonObject(body).getJsonObject("error", new JsonObject());
      JsonArray details = error.getJsonArray("details");
      return error.getString("message", body) + (details == null ? "" : " " + details.encode());
    } catch (DecodeException | ClassCastException notTheEnvelope) {
      return body;
    }
  }
}
