package com.jagcall.common.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * An event of another service.
 *
 * @param id the same however often it is sent
 * @param at when it was written, by its sender's database
 * @param sender the service that sent it, as its token says
 */
public record ReceivedEvent(
    String id,
    String type,
    String key,
    Instant at,
    String sender,
    JsonNode payload,
    ObjectMapper json) {

  /**
   * The payload as a record; members that it does not know are left out, since a sender may be
   * newer.
   *
   * @throws IllegalArgumentException when the payload has another shape
   */
  public <T> T payload(Class<T> shape) {
    Registered.check(shape);
    try {
      return json.readerFor(shape)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the payload is no " + shape.getSimpleName(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
