package com.jagcall.calls.tool;

import java.time.Duration;
import java.util.function.Consumer;

/** Calls customers' functions. */
public interface HttpFunctions {

  /**
   * Posts JSON to a URL. Returns at once and never throws; {@code done} is called once, on any
   * thread, with a text for the model: the answer, or why there is none.
   *
   * @param callId of the telephone call, for the header {@code X-Call-Id}
   */
  Toolbox.Running post(
      String url, String json, String callId, Duration timeout, Consumer<String> done);
}
