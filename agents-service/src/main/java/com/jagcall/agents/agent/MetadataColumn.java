package com.jagcall.agents.agent;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import org.hibernate.annotations.Immutable;

/** An agent's metadata as JSON text. */
@Converter
@Immutable
public class MetadataColumn implements AttributeConverter<Map<String, String>, String> {
  private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

  @Override
  public String convertToDatabaseColumn(Map<String, String> metadata) {
    return StoredJson.write(metadata);
  }

  @Override
  public Map<String, String> convertToEntityAttribute(String json) {
    return StoredJson.read(json, TYPE);
  }
}
