package com.jagcall.calls.media;

import java.util.ArrayList;
import java.util.List;

/** Keeps all that a line tells. */
final class LineRecorder implements LineListener {
  private final List<short[]> caller = new ArrayList<>();
  private final List<short[]> agent = new ArrayList<>();
  private final List<AudioFrame.Origin> origins = new ArrayList<>();
  private final List<String> marks = new ArrayList<>();
  private final StringBuilder digits = new StringBuilder();
  private long next;
  private boolean gap;

  @Override
  public synchronized void frame(long number, AudioFrame heard, AudioFrame spoken) {
    gap |= number != next;
    next = number + 1;
    caller.add(heard.pcm());
    agent.add(spoken.pcm());
    origins.add(heard.origin());
  }

  @Override
  public synchronized void markReached(String name, long playedMillis) {
    marks.add(name + "@" + playedMillis);
  }

  @Override
  public synchronized void dtmf(char digit, int durationMillis) {
    digits.append(digit);
  }

  synchronized int frames() {
    return caller.size();
  }

  synchronized boolean gap() {
    return gap;
  }

  /** The caller's last so many frames. */
  synchronized short[] caller(int frames) {
    return joined(caller, frames);
  }

  synchronized short[] agent(int frames) {
    return joined(agent, frames);
  }

  synchronized int heard() {
    return (int) origins.stream().filter(origin -> origin == AudioFrame.Origin.SOUND).count();
  }

  synchronized List<String> marks() {
    return List.copyOf(marks);
  }

  synchronized String digits() {
    return digits.toString();
  }

  private static short[] joined(List<short[]> all, int frames) {
    List<short[]> last = all.subList(Math.max(0, all.size() - frames), all.size());
    short[] pcm = new short[last.size() * 160];
    for (int i = 0; i < last.size(); i++) {
      System.arraycopy(last.get(i), 0, pcm, i * 160, 160);
    }
    return pcm;
  }
}
