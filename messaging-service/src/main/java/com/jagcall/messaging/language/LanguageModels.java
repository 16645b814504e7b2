package com.jagcall.messaging.language;

import com.jagcall.common.credential.Mode;
import jakarta.enterprise.context.ApplicationScoped;

/** Which model answers whom. */
@ApplicationScoped
public class LanguageModels {
  private final LanguageModel scripted = new ScriptedLanguageModel();
  private final LanguageModel live;

  LanguageModels(LanguageModelConfig config) {
    live =
        config.url().filter(url -> !url.isBlank()).isPresent()
            ? new OpenAiLanguageModel(config)
            : scripted;
  }

  /** For test keys nothing real happens, and no model of anybody's is asked. */
  public LanguageModel of(Mode mode) {
    return mode == Mode.LIVE ? live : scripted;
  }
}
