package com.jagcall.agents.agent;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Makes of {@link AgentSettings} in the API's document what each operation needs of it: a new agent
 * must have a name, a change need not carry anything, and an answer carries everything.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class AgentSchemas implements OASFilter {
  static final String CREATE = "#/components/schemas/CreateAgent";
  static final String CHANGE = "#/components/schemas/ChangeAgent";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Map<String, Schema> schemas = new LinkedHashMap<>(document.getComponents().getSchemas());
    Map<String, Schema> settings = schemas.remove("AgentSettings").getProperties();
    schemas.put(
        "CreateAgent",
        object("A new agent; what is left out has its default.")
            .properties(settings)
            .required(List.of("name")));
    schemas.put(
        "ChangeAgent",
        object("A change: only the members it carries are changed, null clears.")
            .properties(withoutDefaults(settings)));
    complete(schemas.get("Agent"), settings);
    document.getComponents().setSchemas(schemas);
  }

  private static Schema object(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
  }

  /** In the order in which they are answered, all of them always there. */
  private static void complete(Schema agent, Map<String, Schema> settings) {
    Map<String, Schema> scanned = agent.getProperties();
    Map<String, Schema> ordered = new LinkedHashMap<>();
    ordered.put("id", scanned.get("id"));
    ordered.putAll(withoutDefaults(settings));
    scanned.forEach(ordered::putIfAbsent);
    agent.setProperties(ordered);
    agent.setRequired(new ArrayList<>(ordered.keySet()));
  }

  private static Map<String, Schema> withoutDefaults(Map<String, Schema> settings) {
    Map<String, Schema> plain = new LinkedHashMap<>();
    settings.forEach((name, schema) -> plain.put(name, withoutDefault(schema)));
    return plain;
  }

  private static Schema withoutDefault(Schema schema) {
    Schema plain = OASFactory.createSchema();
    schema.getAll().forEach(plain::set);
    return plain.defaultValue(null);
  }
}
