package com.jagcall.accounts.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.WebApplicationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What webhooks-service said no to, in the API's envelope. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Refusal(Error error) {
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int BAD_REQUEST = 400;

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Error(String message, List<Detail> details) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Detail(String field, String message) {}

  /** Whether whoever filled in a form can do something about it. */
  static boolean isBehind(Throwable failure) {
    return failure instanceof WebApplicationException refused
        && List.of(BAD_REQUEST, CONFLICT, UNPROCESSABLE)
            .contains(refused.getResponse().getStatus());
  }

  /** What is wrong with each field; what is wrong with none stands at {@code form}. */
  static Map<String, String> problems(Throwable failure) {
    Refusal refusal = ((WebApplicationException) failure).getResponse().readEntity(Refusal.class);
    Map<String, String> problems = new LinkedHashMap<>();
    List<Detail> details = refusal.error().details();
    if (details != null) {
      details.forEach(
          detail ->
              problems.put(
                  detail.field().replaceFirst("\\[.*", ""), "This " + detail.message() + "."));
    }
    if (problems.isEmpty()) {
      problems.put("form", refusal.error().message());
    }
    return problems;
  }
}
