package com.jagcall.messaging.agent;

import com.jagcall.messaging.agent.AgentsClient.Found;
import java.math.BigDecimal;

/**
 * An agent, as far as it matters for messages.
 *
 * @param answers whether it answers messages
 * @param language BCP 47
 * @param model the language model, or null: the one this installation is set up with
 */
public record Agent(
    String id,
    boolean answers,
    String language,
    String systemPrompt,
    String model,
    BigDecimal temperature) {

  static Agent of(Found found) {
    return new Agent(
        found.id(),
        found.smsReplies() && "active".equals(found.status()),
        found.language(),
        found.systemPrompt(),
        found.model(),
        found.temperature());
  }
}
