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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
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

  /** The header in the API's document: {@code @Parameter(ref = Idempotency.PARAMETER)}. */
  public static final String PARAMETER = "IdempotencyKey";

  public static final int MAX_LENGTH = 255;
  private static final Logger LOG = Logger.getLogger(Idempotency.class);

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
    return once(attempt(body), type, work);
  }

  /**
   * As {@link #once(Object, Class, Supplier)}, for work that needs something of another service
   * first. It is prepared before the transaction, unless there is an answer to give again, and
   * undone when the work turned out not to be done.
   *
   * @param work what is done once with what was prepared; no remote call may happen in it
   */
  public <P, T> Uni<RestResponse<T>> once(
      Object body,
      Class<T> type,
      Preparation<P> preparation,
      Function<P, Uni<RestResponse<T>>> work) {
    Optional<Attempt> attempt = attempt(body);
    return kept(attempt, type)
        .onItem()
        .ifNull()
        .switchTo(
            () ->
                preparation
                    .prepare()
                    .chain(
                        prepared ->
                            new Prepared<>(preparation, prepared).once(attempt, type, work)));
  }

  /** Something prepared for one request. */
  private final class Prepared<P> {
    private final Preparation<P> preparation;
    private final P prepared;
    private boolean isUsed;

    Prepared(Preparation<P> preparation, P prepared) {
      this.preparation = preparation;
      this.prepared = prepared;
    }

    <T> Uni<RestResponse<T>> once(
        Optional<Attempt> attempt, Class<T> type, Function<P, Uni<RestResponse<T>>> work) {
      return Idempotency.this
          .once(attempt, type, () -> work.apply(prepared).invoke(() -> isUsed = true))
          .call(this::undoUnlessUsed)
          // A refusal rolled everything back. After any other failure nobody knows whether it was
          // committed.
          .onFailure(ApiException.class)
          .call(this::undo);
    }

    private Uni<Void> undoUnlessUsed() {
      return isUsed ? Uni.createFrom().voidItem() : undo();
    }

    private Uni<Void> undo() {
      return preparation
          .undo(prepared)
          .onFailure()
          .invoke(failure -> LOG.warnf("Not undone, left to its end: %s", failure))
          .onFailure()
          .recoverWithNull();
    }
  }

  private Optional<Attempt> attempt(Object body) {
    HttpServerRequest http = request.getCurrent().request();
    return Optional.ofNullable(http.getHeader(HEADER))
        .map(key -> new Attempt(caller.tenant(), checked(key), fingerprint(http, body)));
  }

  private <T> Uni<RestResponse<T>> once(
      Optional<Attempt> attempt, Class<T> type, Supplier<Uni<RestResponse<T>>> work) {
    return Panache.withTransaction(
        attempt
            .<Supplier<Uni<RestResponse<T>>>>map(
                known -> () -> onceInTransaction(known, type, work))
            .orElse(work));
  }

  /** The answer to give again, or null. */
  private <T> Uni<RestResponse<T>> kept(Optional<Attempt> attempt, Class<T> type) {
    return attempt
        .map(known -> Panache.withSession(() -> answers.find(known)))
        .orElse(Uni.createFrom().nullItem())
        .onItem()
        .ifNotNull()
        .transform(kept -> replay(attempt.get(), kept, type));
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
