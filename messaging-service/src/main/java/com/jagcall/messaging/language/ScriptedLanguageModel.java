package com.jagcall.messaging.language;

import io.smallrye.mutiny.Uni;

/**
 * The model that needs no account anywhere: a demonstration, and what answers test keys. It
 * understands nothing, and says so.
 */
final class ScriptedLanguageModel implements LanguageModel {
  private static final int QUOTED = 60;

  @Override
  public Uni<String> answer(Conversation conversation) {
    String said = conversation.turns().get(conversation.turns().size() - 1).text().strip();
    int end = said.offsetByCodePoints(0, Math.min(QUOTED, said.codePointCount(0, said.length())));
    return Uni.createFrom()
        .item(
            "Thank you for your message: \"%s\". This is an automatic answer; no language model is"
                    .formatted(said.substring(0, end))
                + " set up here.");
  }
}
