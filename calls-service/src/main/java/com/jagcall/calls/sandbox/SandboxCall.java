package com.jagcall.calls.sandbox;

import com.jagcall.calls.call.CarriageListener;
import com.jagcall.calls.call.Carried;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Ending;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.playback.Tapes.Tape;
import com.jagcall.calls.sandbox.SandboxTime.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One call of the sandbox: plays its script until that is over, or somebody hangs up. */
final class SandboxCall implements Carried {
  private static final Duration SOUND_EVERY = Duration.ofMillis(200);

  private final Script script;
  private final CarriageListener listener;
  private final Run time;
  private final Supplier<Tape> tapes;
  private final Sound sound;
  private Tape tape;
  private boolean isOver;

  SandboxCall(Script script, CarriageListener listener, Run time, Supplier<Tape> tapes) {
    this.script = script;
    this.listener = listener;
    this.time = time;
    this.tapes = tapes;
    sound = new Sound(script.said());
  }

  void begin() {
    if (script.ringsAt() != null) {
      time.when(script.ringsAt(), () -> listener.ringing(time.at(script.ringsAt())));
    }
    if (script.answeredAt() != null) {
      time.when(script.answeredAt(), this::answered);
    }
    if (script.endsAt() != null) {
      time.when(script.endsAt(), () -> end(script.end(), time.at(script.endsAt())));
    }
  }

  private void answered() {
    synchronized (this) {
      if (isOver) {
        return;
      }
      tape = tapes.get();
    }
    listener.answered(time.at(script.answeredAt()));
    for (Segment segment : script.said()) {
      time.when(script.answeredAt().plusMillis(segment.endMs()), () -> said(segment));
    }
    soundAt(script.answeredAt().plus(SOUND_EVERY));
  }

  private synchronized void said(Segment segment) {
    if (!isOver) {
      listener.said(segment);
    }
  }

  private void soundAt(Duration offset) {
    time.when(
        offset,
        () -> {
          record(time.at(offset));
          soundAt(offset.plus(SOUND_EVERY));
        });
  }

  private synchronized void record(Instant until) {
    sound.record(tape, Duration.between(time.at(script.answeredAt()), until).toMillis());
  }

  @Override
  public void hangUp(EndReason why) {
    end(why, time.now());
  }

  @Override
  public void conclude(EndReason why) {
    hangUp(why);
  }

  private void end(EndReason why, Instant at) {
    CompletionStage<Boolean> isRecorded;
    synchronized (this) {
      if (isOver) {
        return;
      }
      isOver = true;
      time.stop();
      if (tape == null) {
        isRecorded = CompletableFuture.completedStage(false);
      } else {
        record(at);
        isRecorded = tape.finish();
      }
    }
    isRecorded.thenAccept(isThere -> listener.ended(new Ending(why, at, isThere, null)));
  }
}
