package com.jagcall.messaging.language;

import io.smallrye.mutiny.Uni;

/** Thinks of what to say next. */
public interface LanguageModel {

  /** The answer; empty text: nothing is to be said. Fails when it cannot be had now. */
  Uni<String> answer(Conversation conversation);
}
