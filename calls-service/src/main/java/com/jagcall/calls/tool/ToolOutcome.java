package com.jagcall.calls.tool;

/** What came of a tool. */
public sealed interface ToolOutcome {

  /** Something to tell the model, of bounded length. */
  record Answered(String text) implements ToolOutcome {}

  /** The call is to be ended when all is said. */
  record EndCall() implements ToolOutcome {}

  /**
   * The caller is to be connected to somebody else when all is said.
   *
   * @param to E.164
   */
  record Transfer(String to) implements ToolOutcome {}

  /**
   * Keys are to be pressed when all is said.
   *
   * @param digits of 0–9, *, #, A–D; at most 64
   */
  record Keys(String digits) implements ToolOutcome {}
}
