package com.jagcall.calls.conversation;

import com.jagcall.calls.call.CallLatency;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Segment;

/** Hears what comes of a talk; returns at once, on any thread. */
public interface TalkListener {

  /** Something was said, to its end or to where it was interrupted. */
  void said(Segment segment);

  /** How fast the agent answered; once at most, and before the end. */
  default void measured(CallLatency latency) {}

  /**
   * Connect the other side to somebody else. If that works the call is over, and this talk hears of
   * it as of any other end.
   *
   * @param to E.164
   * @param refused called when it did not work, on any thread: the talk goes on
   */
  default void transfer(String to, Runnable refused) {
    // A line that cannot be connected to anybody else.
    refused.run();
  }

  /** The agent has nothing more to say: hang up. At most once for each reason. */
  void finished(EndReason why);
}
