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
import java.util.ArrayList;
import java.util.List;
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
  private final List<Step> steps = new ArrayList<>();
  private int next;
  private Tape tape;
  private boolean isOver;

  /** Something that happens, so long after the dialling. */
  private record Step(Duration offset, Runnable work) {}

  SandboxCall(Script script, CarriageListener listener, Run time, Supplier<Tape> tapes) {
    this.script = script;
    this.listener = listener;
    this.time = time;
    this.tapes = tapes;
    sound = new Sound(script.said());
  }

  void begin() {
    plan();
    steps.forEach(step -> time.when(step.offset(), () -> advance(step.offset())));
  }

  private void plan() {
    if (script.ringsAt() != null) {
      steps.add(new Step(script.ringsAt(), () -> listener.ringing(time.at(script.ringsAt()))));
    }
    if (script.answeredAt() != null) {
      steps.add(new Step(script.answeredAt(), this::answered));
    }
    for (Segment segment : script.said()) {
      steps.add(
          new Step(script.answeredAt().plusMillis(segment.endMs()), () -> listener.said(segment)));
    }
    if (script.endsAt() != null) {
      steps.add(new Step(script.endsAt(), () -> end(script.end(), time.at(script.endsAt()))));
    }
  }

  /** Takes the steps that are due, in their order, however late a timer is. */
  private synchronized void advance(Duration until) {
    while (!isOver && next < steps.size() && steps.get(next).offset().compareTo(until) <= 0) {
      steps.get(next++).work().run();
    }
  }

  private void answered() {
    tape = tapes.get();
    listener.answered(time.at(script.answeredAt()));
    soundAt(script.answeredAt().plus(SOUND_EVERY));
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
  public synchronized void hangUp(EndReason why) {
    Instant now = time.now();
    advance(Duration.between(time.at(Duration.ZERO), now));
    end(why, now);
  }

  @Override
  public void conclude(EndReason why) {
    hangUp(why);
  }

  private synchronized void end(EndReason why, Instant at) {
    if (isOver) {
      return;
    }
    isOver = true;
    time.stop();
    finishTape(at).thenAccept(isThere -> listener.ended(new Ending(why, at, isThere, null)));
  }

  private CompletionStage<Boolean> finishTape(Instant at) {
    if (tape == null) {
      return CompletableFuture.completedStage(false);
    }
    record(at);
    return tape.finish();
  }
}
