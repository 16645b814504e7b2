package com.jagcall.calls.dialogue;

import com.jagcall.calls.listening.Recognised;

/**
 * What follows from what the caller says: whether it interrupts, is only a sign of listening, or is
 * answered. For the thread of its conversation.
 */
final class Hearer implements Ear.Listener {
  private static final int MAX_NOT_UNDERSTOOD = 2;
  private static final long NOT_A_NOISE_MILLIS = 500;

  /** Who says "yes" to the last words answers them. */
  private static final long LAST_WORDS_MILLIS = 800;

  private final Stage stage;
  private final Patience patience;
  private final CallerNotes notes;
  private final Screening screening;
  private final Turns turns;
  private int notUnderstood;

  /** The conversation, as far as it is concerned. */
  interface Turns {
    boolean isListening();

    /** The agent was silenced, until it is known what that was. */
    void held();

    void interrupt();

    void answer(String text, Ear.Turn heard);

    /** It is not to be answered now. */
    void remember(String text);

    /** Whether the agent has begun to speak since then: that is the answer, however late it is. */
    boolean isAnsweredByOpening(Ear.Turn heard);

    /** Something was said, nobody knows what, and the agent may say so. */
    void notUnderstood();
  }

  Hearer(Stage stage, Patience patience, CallerNotes notes, Screening screening, Turns turns) {
    this.stage = stage;
    this.patience = patience;
    this.notes = notes;
    this.screening = screening;
    this.turns = turns;
  }

  @Override
  public void begun(long nowMillis) {
    patience.heard(nowMillis);
    notes.speaking();
    if (stage.hold()) {
      turns.held();
    }
  }

  @Override
  public void partial(String text) {
    if (turns.isListening() && stage.isHeld() && !text.isBlank() && !BackChannel.mayBecome(text)) {
      turns.interrupt();
    }
  }

  @Override
  public void ended(long spokeMillis) {
    patience.heard(spokeMillis);
  }

  @Override
  public void recognised(Recognised said, Ear.Turn turn) {
    boolean isLastWords =
        stage.hasTurn() && !stage.isThinking() && stage.aheadMillis() < LAST_WORDS_MILLIS;
    notes.said(said, turn);
    screening.text(said.text());
    if (!turns.isListening()) {
      return;
    }
    if (screening.isOn() || turns.isAnsweredByOpening(turn)) {
      // Whoever it is: an agent that does not begin itself answers it later.
      if (!said.isEmpty()) {
        turns.remember(said.text());
      }
    } else if (said.isEmpty()) {
      nothingUnderstood(turn);
    } else if (stage.hasTurn() && BackChannel.is(said.text()) && !isLastWords) {
      stage.resume();
    } else {
      notUnderstood = 0;
      turns.interrupt();
      turns.answer(said.text(), turn);
    }
  }

  private void nothingUnderstood(Ear.Turn turn) {
    stage.resume();
    if (!stage.hasTurn()
        && turn.voicedMillis() >= NOT_A_NOISE_MILLIS
        && notUnderstood++ < MAX_NOT_UNDERSTOOD) {
      turns.notUnderstood();
    }
  }
}
