package com.jagcall.agents.agent;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** An agent's tools as JSON text. */
@Converter
@Immutable
public class ToolsColumn implements AttributeConverter<List<AgentTool>, String> {
  private static final TypeReference<List<AgentTool>> TYPE = new TypeReference<>() {};

  @Override
  public String convertToDatabaseColumn(List<AgentTool> tools) {
    return StoredJson.write(tools);
  }

  @Override
  public List<AgentTool> convertToEntityAttribute(String json) {
    return StoredJson.read(json, TYPE);
  }
}
