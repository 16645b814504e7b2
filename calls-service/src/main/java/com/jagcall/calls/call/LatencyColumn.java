package com.jagcall.calls.call;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** A call's latency as JSON text. */
@Converter
class LatencyColumn implements AttributeConverter<CallLatency, String> {
  @Override
  public String convertToDatabaseColumn(CallLatency latency) {
    return latency == null ? null : StoredJson.write(latency);
  }

  @Override
  public CallLatency convertToEntityAttribute(String json) {
    return json == null ? null : StoredJson.latency(json);
  }
}
