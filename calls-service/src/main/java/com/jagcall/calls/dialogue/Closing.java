package com.jagcall.calls.dialogue;

/** Why a conversation is over. */
public enum Closing {
  /** The caller is gone, or the call was ended from outside. */
  HUNG_UP,
  /** The agent ended it. */
  AGENT,
  /** Nobody said anything for too long. */
  SILENCE,
  /** It lasted as long as it may. */
  MAX_DURATION,
  /** A machine answered. */
  VOICEMAIL,
  /** Nothing that it needs answers any more. */
  FAILURE,
  /** Somebody wanted it concluded. */
  CONCLUDED
}
