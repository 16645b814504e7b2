package com.jagcall.calls.dialogue;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.Speaker;
import com.jagcall.calls.conversation.TalkListener;
import org.jboss.logging.Logger;

/** Tells a call what happens in its conversation, in the words of calls. */
final class Telling implements DialogueListener {
  private static final Logger LOG = Logger.getLogger(Telling.class);

  private final TalkListener listener;

  Telling(TalkListener listener) {
    this.listener = listener;
  }

  @Override
  public void said(Said entry) {
    String text =
        switch (entry.kind()) {
          case SPEECH -> entry.text();
          case KEYPAD -> "[keys " + entry.text() + "]";
          case TOOL -> "[tool " + entry.text() + "]";
        };
    listener.said(
        new Segment(
            entry.who() == Said.Who.AGENT ? Speaker.AGENT : Speaker.CALLER,
            text.substring(0, Math.min(text.length(), Segment.MAX_TEXT)),
            entry.startMillis(),
            entry.endMillis(),
            entry.confidence()));
  }

  @Override
  public void ended(Closing why, String transferTo) {
    switch (why) {
      case AGENT, CONCLUDED -> listener.finished(EndReason.AGENT_HANGUP);
      case SILENCE -> listener.finished(EndReason.SILENCE);
      case MAX_DURATION -> listener.finished(EndReason.MAX_DURATION);
      case VOICEMAIL -> listener.finished(EndReason.VOICEMAIL);
      case TRANSFER -> listener.finished(EndReason.TRANSFERRED);
      case FAILURE -> listener.finished(EndReason.INTERNAL_ERROR);
      case HUNG_UP -> LOG.debug("the call was over");
    }
  }
}
