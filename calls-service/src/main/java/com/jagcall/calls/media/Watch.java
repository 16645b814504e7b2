package com.jagcall.calls.media;

import com.jagcall.calls.sdp.AudioTerms;
import com.jagcall.calls.sdp.Direction;
import java.time.Duration;

/**
 * Notices that nothing comes any more, and that the other side holds the call. For the pacing
 * thread alone.
 */
final class Watch {
  private final Listeners<MediaListener> listeners;
  private final long limitNanos;
  private AudioTerms known;
  private long sinceNanos;
  private boolean told;
  private boolean held;

  Watch(Listeners<MediaListener> listeners, Duration limit) {
    this.listeners = listeners;
    limitNanos = limit.toNanos();
  }

  /**
   * @param rtpNanos when RTP last came, 0 for never
   * @param rtcpNanos when RTCP last came, 0 for never
   */
  void look(AudioTerms terms, long rtpNanos, long rtcpNanos, long nowNanos) {
    boolean holds = !terms.direction().sends();
    if (holds != held) {
      held = holds;
      listeners.tell(listener -> listener.held(holds));
    }
    if (terms != known) {
      // The answer after early media, or the end of a hold: the other side may take its time again.
      known = terms;
      sinceNanos = nowNanos;
      told = false;
    }
    if (terms.direction() != Direction.SENDRECV) {
      // Who holds a call may send music, or nothing.
      return;
    }
    boolean ever = rtpNanos != 0;
    // A side that suppresses silence still reports; one that has never sent sound does not become
    // alive by reports.
    long heard = ever ? latest(rtpNanos, rtcpNanos) : sinceNanos;
    long silence = nowNanos - (heard - sinceNanos > 0 ? heard : sinceNanos);
    if (silence > limitNanos && !told) {
      told = true;
      listeners.tell(listener -> listener.mediaTimedOut(ever, Duration.ofNanos(silence)));
    } else if (told && silence <= limitNanos) {
      told = false;
      listeners.tell(MediaListener::mediaResumed);
    }
  }

  private static long latest(long rtpNanos, long rtcpNanos) {
    return rtcpNanos == 0 || rtpNanos - rtcpNanos > 0 ? rtpNanos : rtcpNanos;
  }
}
