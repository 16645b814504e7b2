package com.jagcall.calls.call;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import org.hibernate.annotations.Immutable;

/** A call's metadata as JSON text. */
@Converter
@Immutable
public class MetadataColumn implements AttributeConverter<Map<String, String>, String> {
  @Override
  public String convertToDatabaseColumn(Map<String, String> metadata) {
    return StoredJson.write(metadata);
  }

  @Override
  public Map<String, String> convertToEntityAttribute(String json) {
    return StoredJson.texts(json);
  }
}
