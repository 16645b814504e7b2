package com.jagcall.calls.conversation;

import com.jagcall.calls.call.Order;
import com.jagcall.calls.media.AudioLine;

/**
 * What an agent does on a line: listens, speaks, and knows when it is over. One for the process; a
 * call's part of it is a {@link Talk}.
 */
public interface Conversation {

  /**
   * Begins a call's. Called before the first frame of the line, whose frame number 0 is the answer:
   * so milliseconds of the transcript are frames of 20 ms. Returns at once.
   */
  Talk begin(Order order, AudioLine line, TalkListener listener);
}
