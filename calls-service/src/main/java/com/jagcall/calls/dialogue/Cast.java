package com.jagcall.calls.dialogue;

import com.jagcall.calls.listening.Recognition;
import com.jagcall.calls.listening.TurnDetection;
import com.jagcall.calls.listening.VoiceActivity;
import com.jagcall.calls.model.LanguageModel;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.tool.Toolbox;
import java.util.List;

/**
 * Who takes part in a conversation on the agent's side. Of the lists, the first one works, and the
 * second when that fails; none may be empty.
 *
 * @param activity of this call alone, as {@code turns} and {@code tools} are; closed with it
 * @param phrases may be shared by all calls
 */
public record Cast(
    VoiceActivity activity,
    TurnDetection turns,
    List<Recognition> ears,
    List<LanguageModel> models,
    List<Synthesis> voices,
    Toolbox tools,
    PhraseBook phrases) {

  public Cast {
    if (ears.isEmpty() || models.isEmpty() || voices.isEmpty()) {
      throw new IllegalArgumentException("a conversation needs ears, a model and a voice");
    }
  }
}
