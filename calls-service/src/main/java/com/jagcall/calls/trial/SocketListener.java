package com.jagcall.calls.trial;

import com.jagcall.calls.call.EndReason;

/** Hears what comes from a browser; returns at once. */
interface SocketListener {
  /** Some sound: PCM, 8 kHz; may be kept. */
  void heard(short[] pcm);

  void typed(String text);

  /** One of 0–9, *, #. */
  void pressed(char key);

  /** It is gone, or must go; more than once, perhaps. */
  void gone(EndReason why, String detail);
}
