package com.jagcall.calls.dialogue;

import java.util.ArrayList;
import java.util.List;

/**
 * What the agent says without being interrupted, and how much of it was heard: sound is counted,
 * and words are found by the share of the sound that they take. For the thread of its conversation.
 */
final class Utterance {
  /** A pause after a sentence or a comma takes about as long as so many letters. */
  private static final int PAUSE_LETTERS = 3;

  private final List<Sentence> sentences = new ArrayList<>();
  private final Stamps stamps = new Stamps();
  private long playedSamples;

  /** A sentence and the sound that there is of it. */
  static final class Sentence {
    final String text;
    final int part;
    final List<String> words;

    /** What its sound will probably be, while not all of it is made. */
    final long expectedSamples;

    long samples;
    boolean isMade;

    Sentence(String text, int part, long expectedSamples) {
      this.text = text;
      this.part = part;
      this.words = text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
      this.expectedSamples = expectedSamples;
    }

    long total() {
      return isMade ? samples : Math.max(samples, expectedSamples);
    }

    /** How many of its words end within so much of its sound. */
    int wordsWithin(long heard) {
      if (isMade && heard >= samples) {
        return words.size();
      }
      double letters = 0;
      for (String word : words) {
        letters += weight(word);
      }
      double heardLetters = total() == 0 ? 0 : letters * heard / total();
      double end = 0;
      int count = 0;
      for (String word : words) {
        end += weight(word);
        if (end > heardLetters) {
          return count;
        }
        count++;
      }
      return count;
    }

    private static int weight(String word) {
      char last = word.charAt(word.length() - 1);
      return word.length() + 1 + (",.;:!?".indexOf(last) >= 0 ? PAUSE_LETTERS : 0);
    }

    /** What is left to say when so much sound was made of it; empty: nothing. */
    String rest() {
      int made = wordsWithin(samples);
      return String.join(" ", words.subList(made, words.size()));
    }
  }

  /**
   * Adds a sentence.
   *
   * @param part of the answer: what is said before a tool is used, and after it, are two
   */
  Sentence add(String text, int part, long expectedSamples) {
    Sentence sentence = new Sentence(text, part, expectedSamples);
    sentences.add(sentence);
    return sentence;
  }

  Stamps stamps() {
    return stamps;
  }

  void played(long samples) {
    playedSamples += samples;
  }

  boolean isHeard() {
    return playedSamples > 0;
  }

  /** The words of a part that were heard. */
  String heard(int part) {
    return String.join(" ", words(part, false));
  }

  /** All words that were heard. */
  String heard() {
    return String.join(" ", words(-1, false));
  }

  /** All words of a part that were to be said. */
  String said(int part) {
    return String.join(" ", words(part, true));
  }

  private List<String> words(int part, boolean isAll) {
    List<String> words = new ArrayList<>();
    long left = playedSamples;
    for (Sentence sentence : sentences) {
      int count =
          isAll ? sentence.words.size() : sentence.wordsWithin(Math.min(left, sentence.samples));
      if (part < 0 || part == sentence.part) {
        words.addAll(sentence.words.subList(0, count));
      }
      left = Math.max(0, left - sentence.samples);
    }
    return words;
  }
}
