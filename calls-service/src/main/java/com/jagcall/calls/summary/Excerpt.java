package com.jagcall.calls.summary;

import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.Speaker;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A summary without a model: the three sentences of a transcript whose words come up most in it (H.
 * P. Luhn, "The Automatic Creation of Literature Abstracts", 1958), in their order and with who
 * said them. It says nothing that was not said.
 */
final class Excerpt {
  private static final int SENTENCES = 3;
  private static final int MIN_WORDS = 3;

  /** Shorter words are mostly articles and pronouns. */
  private static final int MIN_LETTERS = 4;

  private static final int MAX_SENTENCE = 300;

  private Excerpt() {}

  private record Sentence(int place, Speaker speaker, String text, List<String> words) {}

  /** Empty when nobody said a whole sentence. */
  static String of(List<Segment> segments) {
    List<Sentence> sentences = new ArrayList<>();
    segments.forEach(segment -> split(segment, sentences));
    Map<String, Integer> counts = new HashMap<>();
    sentences.forEach(one -> one.words().forEach(word -> counts.merge(word, 1, Integer::sum)));
    return sentences.stream()
        .filter(sentence -> sentence.words().size() >= MIN_WORDS)
        .sorted(
            Comparator.comparingDouble((Sentence sentence) -> -weight(sentence, counts))
                .thenComparing(Sentence::place))
        .limit(SENTENCES)
        .sorted(Comparator.comparing(Sentence::place))
        .map(Excerpt::quote)
        .collect(Collectors.joining(" "));
  }

  private static void split(Segment segment, List<Sentence> sentences) {
    String text = SaidText.line(segment.text());
    BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ROOT);
    ends.setText(text);
    for (int from = 0, to = ends.following(0); to != BreakIterator.DONE; to = ends.next()) {
      String sentence = text.substring(from, to).strip();
      if (sentence.length() <= MAX_SENTENCE) {
        sentences.add(new Sentence(sentences.size(), segment.speaker(), sentence, words(sentence)));
      }
      from = to;
    }
  }

  private static List<String> words(String sentence) {
    return List.of(sentence.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The mean of how often its long words come up: a long sentence is not better for its length. */
  private static double weight(Sentence sentence, Map<String, Integer> counts) {
    return sentence.words().stream()
            .filter(word -> word.length() >= MIN_LETTERS)
            .distinct()
            .mapToInt(counts::get)
            .sum()
        / (double) sentence.words().size();
  }

  private static String quote(Sentence sentence) {
    String who = sentence.speaker() == Speaker.AGENT ? "Agent" : "Caller";
    return who + ": “" + sentence.text() + "”";
  }
}
