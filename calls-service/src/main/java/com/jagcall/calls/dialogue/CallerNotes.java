package com.jagcall.calls.dialogue;

import com.jagcall.calls.listening.Recognised;
import java.util.concurrent.TimeUnit;

/**
 * What the caller says, writes and presses, as the transcript has it. For the thread of its
 * conversation.
 */
final class CallerNotes {
  private final Transcript transcript;
  private final Ticker ticker;
  private final long startMillis;
  private Transcript.Opening speech;
  private Transcript.Opening keys;

  /**
   * Notes of one conversation.
   *
   * @param startMillis when it began, by the ticker
   */
  CallerNotes(Transcript transcript, Ticker ticker, long startMillis) {
    this.transcript = transcript;
    this.ticker = ticker;
    this.startMillis = startMillis;
  }

  private long now() {
    return ticker.millis() - startMillis;
  }

  /** Somebody begins to speak. */
  void speaking() {
    speech = transcript.begin(now());
  }

  /** What it was; nothing is written of what nobody understood. */
  void said(Recognised heard, Ear.Turn turn) {
    long start = speech.startMillis();
    long ended = TimeUnit.NANOSECONDS.toMillis(turn.speechEndedAt()) - startMillis;
    if (heard.isEmpty()) {
      transcript.drop(speech);
      return;
    }
    String text = PromptTemplate.clean(heard.text(), false);
    Double confidence = Double.isNaN(heard.confidence()) ? null : heard.confidence();
    transcript.end(
        speech,
        new Said(
            Said.Who.CALLER, Said.Kind.SPEECH, text, start, Math.max(start, ended), confidence));
  }

  /** Somebody wrote instead of speaking. */
  void wrote(String text) {
    long now = now();
    transcript.add(new Said(Said.Who.CALLER, Said.Kind.SPEECH, text, now, now, null));
  }

  /** The first of some keys. */
  void pressing() {
    keys = transcript.begin(now());
  }

  /** All of them. */
  void pressed(String digits) {
    long start = keys.startMillis();
    transcript.end(keys, new Said(Said.Who.CALLER, Said.Kind.KEYPAD, digits, start, now(), null));
  }
}
