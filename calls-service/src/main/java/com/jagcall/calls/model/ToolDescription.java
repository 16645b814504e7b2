package com.jagcall.calls.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool as the model sees it.
 *
 * @param description may be null
 * @param parameters JSON Schema of an object; null: it takes none
 */
public record ToolDescription(String name, String description, JsonNode parameters) {}
