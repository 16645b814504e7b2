package com.jagcall.calls.dialogue;

import com.jagcall.calls.speech.Voice;
import java.util.Map;

/**
 * What an agent is in one call.
 *
 * @param firstMessage what it says first; null or blank: it waits for the caller
 * @param instructions what the model is told
 * @param model null: what the deployment is set up with
 * @param temperature null: the model's own
 * @param maxMillis how long the conversation may last
 * @param voicemail what a machine that answers is told; empty: nothing, the agent hangs up; null:
 *     nobody asks who answered, as with a call that comes in
 */
public record AgentPart(
    String firstMessage,
    String instructions,
    String model,
    Double temperature,
    Voice voice,
    long maxMillis,
    String voicemail) {

  /** Fills the variables of both texts from the call's metadata. */
  public AgentPart with(Map<String, String> metadata) {
    return new AgentPart(
        firstMessage == null ? null : PromptTemplate.fill(firstMessage, metadata),
        PromptTemplate.fill(instructions, metadata),
        model,
        temperature,
        voice,
        maxMillis,
        voicemail == null ? null : PromptTemplate.fill(voicemail, metadata));
  }
}
