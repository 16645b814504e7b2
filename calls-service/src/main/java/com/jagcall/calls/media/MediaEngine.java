package com.jagcall.calls.media;

/**
 * Carries the sound of calls over RTP. One for a process; it owns one thread that sends and one
 * that receives, whatever the number of sessions.
 */
public interface MediaEngine extends AutoCloseable {
  /**
   * Takes a pair of ports (RTP on the even one, RTCP on the next) and binds them. Nothing is sent
   * or accepted before a description of the other side is known. The caller closes the session,
   * also when the call never comes to be.
   *
   * @throws NoFreePorts when the configured range is used up
   */
  MediaSession open(MediaOptions options);

  /**
   * Carries the sound of a call that has no RTP. The caller closes the session.
   *
   * @param hasSound see {@link AudioLine#hasSound()}
   */
  FrameSession open(FrameSink sink, boolean hasSound);

  /** How many sessions are open. */
  int sessions();

  /** Closes every session and stops both threads. */
  @Override
  void close();
}
