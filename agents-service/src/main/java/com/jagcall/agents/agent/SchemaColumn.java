package com.jagcall.agents.agent;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.hibernate.annotations.Immutable;

/** A JSON Schema as JSON text. */
@Converter
@Immutable
public class SchemaColumn implements AttributeConverter<ObjectNode, String> {
  private static final TypeReference<ObjectNode> TYPE = new TypeReference<>() {};

  @Override
  public String convertToDatabaseColumn(ObjectNode schema) {
    return StoredJson.write(schema);
  }

  @Override
  public ObjectNode convertToEntityAttribute(String json) {
    return StoredJson.read(json, TYPE);
  }
}
