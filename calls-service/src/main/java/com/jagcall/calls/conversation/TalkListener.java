package com.jagcall.calls.conversation;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Segment;

/** Hears what comes of a talk; returns at once, on any thread. */
public interface TalkListener {

  /** Something was said, to its end or to where it was interrupted. */
  void said(Segment segment);

  /** The agent has nothing more to say: hang up. At most once for each reason. */
  void finished(EndReason why);
}
