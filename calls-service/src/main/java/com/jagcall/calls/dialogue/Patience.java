package com.jagcall.calls.dialogue;

/**
 * How long nobody has said anything, and what follows from it: a caller who is silent is asked
 * twice whether they are there; silence that the agent owes is broken by asking for a moment.
 */
final class Patience {
  private static final int MAX_PROMPTS = 2;

  private final Timing timing;
  private long callerMillis;
  private int prompts;

  /** What is to be done about it. */
  enum Verdict {
    NOTHING,
    ASK,
    GIVE_UP,
    BRIDGE
  }

  Patience(Timing timing, long nowMillis) {
    this.timing = timing;
    this.callerMillis = nowMillis;
  }

  /** Something came from the caller, then. */
  void heard(long atMillis) {
    callerMillis = atMillis;
  }

  /** The caller is there: it is begun anew. */
  void answered() {
    prompts = 0;
  }

  /** The caller has nothing to answer to. */
  Verdict ofAgent(long nowMillis, long agentMillis) {
    return quiet(nowMillis, agentMillis) >= timing.deadAir() ? Verdict.BRIDGE : Verdict.NOTHING;
  }

  /** It is the caller's turn. */
  Verdict ofCaller(long nowMillis, long agentMillis) {
    if (quiet(nowMillis, agentMillis) < timing.silencePrompt()) {
      return Verdict.NOTHING;
    }
    return prompts++ < MAX_PROMPTS ? Verdict.ASK : Verdict.GIVE_UP;
  }

  private long quiet(long nowMillis, long agentMillis) {
    return nowMillis - Math.max(callerMillis, agentMillis);
  }
}
