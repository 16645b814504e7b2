package com.jagcall.calls.dialogue;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.SegmentKind;
import com.jagcall.calls.call.Speaker;
import com.jagcall.calls.conversation.TalkListener;
import org.jboss.logging.Logger;

/** Tells a call what happens in its conversation, in the words of calls. */
final class Telling implements DialogueListener {
  private static final Logger LOG = Logger.getLogger(Telling.class);

  private final TalkListener listener;
  private final TalkMetrics metrics;
  private final Runnable whenHeld;
  private final Latencies latencies = new Latencies();

  Telling(TalkListener listener, TalkMetrics metrics, Runnable whenHeld) {
    this.listener = listener;
    this.metrics = metrics;
    this.whenHeld = whenHeld;
  }

  @Override
  public void said(Said entry) {
    String text = entry.text();
    listener.said(
        new Segment(
            switch (entry.kind()) {
              case SPEECH -> SegmentKind.SPEECH;
              case KEYPAD -> SegmentKind.KEYPAD;
              case TOOL -> SegmentKind.TOOL;
            },
            entry.who() == Said.Who.AGENT ? Speaker.AGENT : Speaker.CALLER,
            text.substring(0, Math.min(text.length(), Segment.MAX_TEXT)),
            entry.startMillis(),
            entry.endMillis(),
            entry.confidence()));
  }

  @Override
  public void answered(TurnLatency latency) {
    latencies.add(latency);
    metrics.answered(latency);
  }

  @Override
  public void held() {
    whenHeld.run();
  }

  @Override
  public void transfer(String to, Runnable refused) {
    listener.transfer(to, refused);
  }

  @Override
  public void ended(Closing why) {
    latencies.summary().ifPresent(listener::measured);
    switch (why) {
      case AGENT, CONCLUDED -> listener.finished(EndReason.AGENT_HANGUP);
      case SILENCE -> listener.finished(EndReason.SILENCE);
      case MAX_DURATION -> listener.finished(EndReason.MAX_DURATION);
      case VOICEMAIL -> listener.finished(EndReason.VOICEMAIL);
      case FAILURE -> listener.finished(EndReason.INTERNAL_ERROR);
      case HUNG_UP -> LOG.debug("the call was over");
    }
  }
}
