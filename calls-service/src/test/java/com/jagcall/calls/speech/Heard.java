package com.jagcall.calls.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A listener that remembers, and checks that it is spoken to in order. */
final class Heard implements SpeechListener {
  private final List<String> sentences = new ArrayList<>();
  private final List<short[]> pieces = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final boolean live;
  private final Consumer<Heard> onAudio;
  private SpeechFailure failure;
  private int endings;

  Heard() {
    this(false, heard -> {});
  }

  Heard(boolean live, Consumer<Heard> onAudio) {
    this.live = live;
    this.onAudio = onAudio;
  }

  @Override
  public boolean isLive() {
    return live;
  }

  @Override
  public synchronized void sentence(String text) {
    if (endings == 0) {
      sentences.add(text);
    }
  }

  @Override
  public void audio(short[] pcm) {
    synchronized (this) {
      if (pcm.length == 0 || pcm.length > MAX_SAMPLES || endings > 0 || sentences.isEmpty()) {
        throw new AssertionError("not how audio comes: " + pcm.length + ", " + endings);
      }
      pieces.add(pcm);
    }
    onAudio.accept(this);
  }

  @Override
  public void finished() {
    end(null);
  }

  @Override
  public void failed(SpeechFailure why) {
    end(why);
  }

  Heard await() throws InterruptedException {
    if (!over.await(Duration.ofMinutes(1).toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("neither finished nor failed");
    }
    return this;
  }

  synchronized List<String> sentences() {
    return List.copyOf(sentences);
  }

  synchronized int endings() {
    return endings;
  }

  synchronized SpeechFailure failure() {
    return failure;
  }

  synchronized int samples() {
    return pieces.stream().mapToInt(piece -> piece.length).sum();
  }

  synchronized short[] pcm() {
    short[] all = new short[samples()];
    int at = 0;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  private synchronized void end(SpeechFailure why) {
    endings++;
    failure = why;
    over.countDown();
  }
}
