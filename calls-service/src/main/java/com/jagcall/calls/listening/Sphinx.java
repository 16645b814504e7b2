package com.jagcall.calls.listening;

import edu.cmu.sphinx.recognizer.Recognizer;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.result.WordResult;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * One recogniser: some 90 MB, loaded in seconds, that understands what a grammar allows and nothing
 * else. For one turn at a time.
 */
final class Sphinx {
  private static final String CONFIGURATION = "sphinx.xml";
  private static final String UNKNOWN = "<unk>";

  /**
   * It does not say how sure it is: its scores are comparable only with a lattice, which costs ten
   * times as much.
   */
  private static final double SURE = 0.9;

  private final Recognizer recognizer;
  private final FrameSource source;

  /** Loads one. */
  Sphinx(String grammar) {
    try {
      Path folder = Files.createTempDirectory("grammar");
      Path file = folder.resolve("grammar.gram");
      Files.writeString(file, grammar);
      ConfigurationManager manager =
          new ConfigurationManager(Sphinx.class.getResource(CONFIGURATION));
      manager.setGlobalProperty("grammarLocation", folder.toUri().toString());
      recognizer = (Recognizer) manager.lookup("recognizer");
      source = (FrameSource) manager.lookup("source");
      recognizer.allocate();
      Files.delete(file);
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Listens to a turn, on this thread, until its end. */
  Recognised hear(BlockingQueue<short[]> turn) {
    source.open(turn);
    Result result = recognizer.recognize();
    if (result == null || result.getBestFinalToken() == null) {
      return Recognised.NOTHING;
    }
    List<WordResult> words = result.getTimedBestResult(false);
    String text = result.getBestFinalResultNoFiller();
    if (text.isBlank() || text.contains(UNKNOWN) || words.isEmpty()) {
      return Recognised.NOTHING;
    }
    return new Recognised(
        text,
        words.get(0).getTimeFrame().getStart(),
        words.get(words.size() - 1).getTimeFrame().getEnd(),
        SURE);
  }
}
