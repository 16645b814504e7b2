package com.jagcall.calls.trial;

import com.jagcall.calls.call.CallChannel;
import com.jagcall.calls.call.Carried;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Ending;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.conversation.Conversation;
import com.jagcall.calls.conversation.Talk;
import com.jagcall.calls.conversation.TalkListener;
import com.jagcall.calls.media.FrameSession;
import com.jagcall.calls.media.MediaEngine;
import com.jagcall.calls.playback.TapedLine;
import com.jagcall.calls.playback.Tapes;
import com.jagcall.calls.playback.Tapes.Tape;
import com.jagcall.calls.switchboard.LiveCall;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One call with a browser at the other end: joins the websocket, the sound, the recording and the
 * agent, as a call over a trunk joins its own. Its lock is held for moments only.
 */
final class TrialCall implements Carried, TalkListener, SocketListener {
  private final LiveCall live;
  private final TrialSocket socket;
  private final Equipment equipment;
  private final FrameSession media;
  private Talk talk;
  private Tape tape;
  private EndReason concluding;
  private boolean isOver;

  /** What every such call works with. */
  record Equipment(MediaEngine media, Conversation conversation, Tapes tapes, Clock clock) {}

  TrialCall(LiveCall live, TrialSocket socket, Equipment equipment) {
    this.live = live;
    this.socket = socket;
    this.equipment = equipment;
    media = equipment.media().open(socket, hasSound(live.order()));
  }

  static boolean hasSound(Order order) {
    return order.channel() == CallChannel.BROWSER;
  }

  /** The browser is there: the agent answers. */
  void begin() {
    Order order = live.order();
    live.answered(equipment.clock().instant());
    synchronized (this) {
      if (hasSound(order)) {
        tape = equipment.tapes().begin(order);
        media.line().listen(new TapedLine(tape));
      }
      talk = equipment.conversation().begin(order, media.line(), this);
    }
    live.attach(this);
    socket.open(this);
    media.start();
  }

  @Override
  public void hangUp(EndReason why) {
    end(why, null);
  }

  @Override
  public void conclude(EndReason why) {
    Talk now;
    synchronized (this) {
      concluding = why;
      now = talk;
    }
    now.conclude();
  }

  @Override
  public void heard(short[] pcm) {
    media.heard(pcm);
  }

  @Override
  public void typed(String text) {
    talk().typed(text);
  }

  @Override
  public void pressed(char key) {
    media.pressed(key);
  }

  private synchronized Talk talk() {
    return talk;
  }

  @Override
  public void gone(EndReason why, String detail) {
    end(why, detail);
  }

  @Override
  public void said(Segment segment) {
    live.said(segment);
    socket.said(segment);
  }

  @Override
  public void finished(EndReason why) {
    EndReason reason;
    synchronized (this) {
      reason = concluding == null ? why : concluding;
    }
    end(reason, null);
  }

  private void end(EndReason why, String detail) {
    synchronized (this) {
      if (isOver) {
        return;
      }
      isOver = true;
    }
    Instant at = equipment.clock().instant();
    // What was said last is told before the end is.
    talk().ended();
    media.close();
    socket.end(why);
    finishTape().thenAccept(isRecorded -> live.ended(new Ending(why, at, isRecorded, detail)));
  }

  private CompletionStage<Boolean> finishTape() {
    return tape == null ? CompletableFuture.completedStage(false) : tape.finish();
  }
}
