package com.jagcall.messaging.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the text of a received message from its parts. They are joined before they are read,
 * because some senders cut a message in the middle of a character.
 */
public final class Reassembly {

  private Reassembly() {}

  /**
   * Reads a whole message, or what has come of one: where parts are missing the text simply goes on
   * with the next.
   *
   * @param parts in any order; of those with the same number the first counts
   * @return well-formed: halves of characters and octets outside an alphabet are U+FFFD
   */
  public static String text(Collection<ReceivedPart> parts) {
    Map<Integer, ReceivedPart> ordered = new TreeMap<>();
    parts.forEach(part -> ordered.putIfAbsent(part.number(), part));
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    ReceivedPart last = null;
    for (ReceivedPart part : ordered.values()) {
      if (last != null && !continues(last, part)) {
        text.append(read(last.alphabet(), run.toByteArray()));
        run.reset();
      }
      run.writeBytes(part.userData());
      last = part;
    }
    return last == null ? "" : text.append(read(last.alphabet(), run.toByteArray())).toString();
  }

  /** Whether a character that the one part begins may end in the other. */
  private static boolean continues(ReceivedPart last, ReceivedPart part) {
    return part.number() == last.number() + 1 && part.alphabet() == last.alphabet();
  }

  private static String read(Alphabet alphabet, byte[] data) {
    return switch (alphabet) {
      case GSM7 -> GsmAlphabet.read(data);
      case UCS2 -> new String(data, StandardCharsets.UTF_16BE);
      case LATIN1 -> new String(data, StandardCharsets.ISO_8859_1);
      case ASCII -> new String(data, StandardCharsets.US_ASCII);
    };
  }
}
