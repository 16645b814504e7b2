package com.jagcall.calls.model;

import java.util.List;

/** An entry of a conversation's memory. */
public sealed interface Remark {

  /** Something the caller said, typed or keyed. */
  record Caller(String text) implements Remark {}

  /** Something the agent said, as far as it was heard. */
  record Agent(String text) implements Remark {}

  /** What the agent asked for; the results follow, one for each. */
  record Asked(List<ToolCall> calls) implements Remark {
    public Asked {
      calls = List.copyOf(calls);
    }
  }

  /** What came of it. */
  record Result(ToolCall call, String text) implements Remark {}
}
