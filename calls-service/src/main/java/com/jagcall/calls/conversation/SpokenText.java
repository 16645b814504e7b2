package com.jagcall.calls.conversation;

import java.util.ArrayList;
import java.util.List;

/**
 * Which part of a text was heard, when its sound was cut: an engine says what the sound that
 * follows says, sentence by sentence, and of the sentence that was cut a share is taken, whole
 * words of it.
 */
final class SpokenText {
  private static final int SAMPLES_PER_MILLI = 8;

  private final List<Part> parts = new ArrayList<>();

  private static final class Part {
    private final String text;
    private long samples;

    Part(String text) {
      this.text = text;
    }
  }

  /** The sound that follows says this. */
  void sentence(String text) {
    parts.add(new Part(text.strip()));
  }

  /** So much sound was made. */
  void sound(int samples) {
    if (!parts.isEmpty()) {
      parts.get(parts.size() - 1).samples += samples;
    }
  }

  /** What can be heard in the first milliseconds of it; empty when it is not a word. */
  String heard(long millis) {
    long left = millis * SAMPLES_PER_MILLI;
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (left <= 0) {
        break;
      }
      String heard = left >= part.samples ? part.text : share(part, left);
      text.append(text.isEmpty() || heard.isEmpty() ? "" : " ").append(heard);
      left -= part.samples;
    }
    return text.toString();
  }

  private static String share(Part part, long samples) {
    int characters = (int) (part.text.length() * samples / part.samples);
    int end = part.text.lastIndexOf(' ', characters);
    return end <= 0 ? "" : part.text.substring(0, end);
  }
}
