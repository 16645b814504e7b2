package com.jagcall.messaging.text;

import java.util.Collection;

/** Makes the text of a received message from its parts. */
public final class Reassembly {

  private Reassembly() {}

  /**
   * @param parts in any order, the same number at most once counts; where one is missing the text
   *     has a gap
   */
  public static String text(Collection<ReceivedPart> parts) {
    throw new UnsupportedOperationException(parts.toString());
  }
}
