package com.jagcall.calls.dialogue;

/** A turn of the agent: an answer of the model's, or a phrase. */
final class AgentTurn {
  private final Reply reply;
  private final Utterance utterance;
  private Transcript.Opening opening;
  private long lastHeardMillis;

  /** An answer. */
  AgentTurn(Reply reply) {
    this.reply = reply;
    this.utterance = reply.utterance();
  }

  /** A phrase. */
  AgentTurn() {
    this.reply = null;
    this.utterance = new Utterance();
  }

  /** Null: a phrase. */
  Reply reply() {
    return reply;
  }

  Utterance utterance() {
    return utterance;
  }

  boolean isThinking() {
    return reply != null && reply.isThinking();
  }

  /** Some of it was heard just now. */
  void heard(Transcript transcript, long millis) {
    if (opening == null && utterance.isHeard()) {
      opening = transcript.begin(millis);
    }
    lastHeardMillis = millis;
  }

  /** It is over: tells what was heard of it. */
  void tell(Transcript transcript) {
    if (opening == null) {
      return;
    }
    String text = utterance.heard();
    if (text.isEmpty()) {
      transcript.drop(opening);
    } else {
      long start = opening.startMillis();
      transcript.end(
          opening,
          new Said(
              Said.Who.AGENT,
              Said.Kind.SPEECH,
              text,
              start,
              Math.max(start, lastHeardMillis),
              null));
    }
    opening = null;
  }
}
