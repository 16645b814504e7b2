package com.jagcall.calls.listening;

/** A turn that is being listened to. Methods return at once; not for several threads at a time. */
public interface Hearing {

  /** Takes the next 20 ms; the array may be kept. */
  void audio(short[] pcm);

  /** The turn is over: wants the final result. Audio that still comes is ignored. */
  void end();

  /** Gives it up. The listener may still hear what was under way, and has to ignore it. */
  void cancel();
}
