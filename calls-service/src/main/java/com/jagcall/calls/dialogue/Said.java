package com.jagcall.calls.dialogue;

import com.jagcall.calls.model.ToolCall;

/**
 * An entry of the transcript: what was really heard, in the order in which it began.
 *
 * @param startMillis from the beginning of the conversation
 * @param endMillis not before the start
 * @param confidence of the recognition, from 0 to 1; null: it was not recognised
 */
public record Said(
    Who who, Kind kind, String text, long startMillis, long endMillis, Double confidence) {
  private static final int MAX_ARGUMENTS = 500;

  /**
   * The agent used a tool: its name, and its arguments where it has any, cut when they are long.
   */
  static Said tool(ToolCall call, long atMillis) {
    String arguments = call.arguments() == null ? "" : call.arguments().strip();
    String text = arguments.isEmpty() || arguments.equals("{}") ? "" : " " + arguments;
    text = text.substring(0, Math.min(text.length(), MAX_ARGUMENTS));
    return new Said(
        Who.AGENT,
        Kind.TOOL,
        PromptTemplate.clean(call.name() + text, false),
        atMillis,
        atMillis,
        null);
  }

  /** Who. */
  public enum Who {
    AGENT,
    CALLER
  }

  /** How. */
  public enum Kind {
    SPEECH,
    /** Keys of the telephone. */
    KEYPAD,
    /** Something the agent did: the name of the tool. */
    TOOL
  }

  /**
   * Without what no database stores: models write NUL too, and a segment that cannot be stored
   * would be in the way of all that follows, the end of the call included.
   */
  public Said {
    text = PromptTemplate.clean(text, false);
  }
}
