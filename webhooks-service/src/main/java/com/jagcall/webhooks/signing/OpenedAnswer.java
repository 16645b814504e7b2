package com.jagcall.webhooks.signing;

import org.jboss.resteasy.reactive.RestResponse;

/** An answer that was kept with a sealed secret, as it is given with the open one. */
public final class OpenedAnswer {
  private OpenedAnswer() {}

  /** The same status and headers with another body. */
  public static <T> RestResponse<T> of(RestResponse<?> kept, T body) {
    RestResponse.ResponseBuilder<T> answer =
        RestResponse.ResponseBuilder.<T>create(kept.getStatus()).entity(body);
    kept.getHeaders()
        .forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
    return answer.build();
  }
}
