package com.jagcall.calls.model;

import java.util.List;

/**
 * What a model is asked.
 *
 * @param instructions what it is told about its task
 * @param memory what was really heard and done so far, oldest first
 * @param tools what it may ask for
 * @param model null: what the deployment is set up with
 * @param temperature from 0 to 2; null: the model's own
 */
public record Prompt(
    String instructions,
    List<Remark> memory,
    List<ToolDescription> tools,
    String model,
    Double temperature) {

  public Prompt {
    memory = List.copyOf(memory);
    tools = List.copyOf(tools);
  }

  /** For whoever knows only the deployment's own model. */
  public Prompt unnamed() {
    return new Prompt(instructions, memory, tools, null, temperature);
  }
}
