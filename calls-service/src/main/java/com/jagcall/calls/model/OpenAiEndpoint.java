package com.jagcall.calls.model;

import java.net.URI;
import java.time.Duration;

/**
 * An endpoint that speaks the HTTP API of OpenAI.
 *
 * @param baseUrl with its version, such as {@code https://api.openai.com/v1}
 * @param apiKey may be empty: the endpoint asks for none
 * @param model for agents that name none
 * @param timeout until the head of an answer
 */
public record OpenAiEndpoint(URI baseUrl, String apiKey, String model, Duration timeout) {
  /** Without the key, for logs. */
  @Override
  public String toString() {
    return baseUrl + " with " + model;
  }
}
