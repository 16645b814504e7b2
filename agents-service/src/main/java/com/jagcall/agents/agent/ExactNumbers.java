package com.jagcall.agents.agent;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Reads numbers of free-form JSON as they are written. Through a double, 0.700000000000000001 would
 * pass for 0.7, 1e999 would be infinite, and a tool's parameters would change on their way in.
 */
@Singleton
public class ExactNumbers implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  }
}
