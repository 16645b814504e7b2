package com.jagcall.common.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Makes a request that carries an {@code Idempotency-Key} happen once: its answer is written in the
 * same transaction as its work, so that either both exist or neither, whatever is killed when.
 *
 * <p>What is kept for 24 hours is the answer of work that was done. A refusal changed nothing, so
 * the same request is simply judged anew.
 */
@ApplicationScoped
public class Idempotency {
  public static final String HEADER = "Idempotency-Key";
  private static final int MAX_LENGTH = 255;

  @Inject CurrentVertxRequest request;
  @Inject CurrentCaller caller;
  @Inject KeptAnswers answers;
  @Inject ObjectMapper json;

  /**
   * Runs the work in a transaction, or gives again the answer it gave before.
   *
   * @param body the request's body, which a repetition must equal
   * @param type the class of the answer's body
   * @param work what is done once; no remote call may happen in it
   * @throws ApiException {@code idempotency_conflict} when the key was used for another request,
   *     {@code idempotency_in_progress} while the first one is still running
   */
  public <T> Uni<RestResponse<T>> once(
      Object body, Class<T> type, Supplier<Uni<RestResponse<T>>> work) {
    HttpServerRequest http = request.getCurrent().request();
    String key = http.getHeader(HEADER);
    if (key == null) {
      return Panache.withTransaction(work);
    }
    Attempt attempt = new Attempt(caller.tenant(), checked(key), fingerprint(http, body));
    return Panache.withTransaction(() -> onceInTransaction(attempt, type, work));
  }

  private <T> Uni<RestResponse<T>> onceInTransaction(
      Attempt attempt, Class<T> type, Supplier<Uni<RestResponse<T>>> work) {
    return answers
        .claim(attempt)
        .chain(() -> answers.find(attempt))
        .chain(
            kept ->
                kept == null
                    ? work.get().call(answer -> answers.keep(attempt, answer, encode(answer)))
                    : Uni.createFrom().item(replay(attempt, kept, type)));
  }

  private <T> RestResponse<T> replay(Attempt attempt, KeptAnswers.Kept kept, Class<T> type) {
    if (!kept.requestHash().equals(attempt.requestHash())) {
      throw new ApiException(
          ErrorCode.IDEMPOTENCY_CONFLICT,
          "This Idempotency-Key was used for another request: use a new key for a new request.");
    }
    RestResponse.ResponseBuilder<T> answer =
        RestResponse.ResponseBuilder.<T>create(kept.status()).entity(decode(kept.body(), type));
    answer.header("Idempotent-Replayed", "true");
    return (kept.location() == null ? answer : answer.location(URI.create(kept.location())))
        .build();
  }

  private static String checked(String key) {
    boolean printable = key.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (key.isEmpty() || key.length() > MAX_LENGTH || !printable) {
      throw ApiException.validation(HEADER, "must be 1 to 255 printable ASCII characters");
    }
    return key;
  }

  private String fingerprint(HttpServerRequest http, Object body) {
    return ApiKey.sha256(http.method() + " " + http.path() + "\n" + encode(body));
  }

  private <T> String encode(RestResponse<T> answer) {
    return encode(answer.getEntity());
  }

  private String encode(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read from JSON can be written as JSON", e);
    }
  }

  private <T> T decode(String body, Class<T> type) {
    try {
      // Kept by the release before this one, perhaps, which knew a member that is gone.
      return json.readerFor(type)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept answer cannot be read", e);
    }
  }

  /** One request with a key: whose, which, and what exactly. */
  record Attempt(Tenant tenant, String key, String requestHash) {}
}
