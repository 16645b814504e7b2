package com.jagcall.messaging.text;

/**
 * One part of a message, as one submit_sm carries it.
 *
 * @param number 1 to {@code total}
 * @param total 1 to 255; 1 means that it is not a part of a concatenated message
 * @param userData the text without a user data header. GSM7: septets, one to an octet, at most 160
 *     (153 if {@code total > 1}). UCS2: at most 140 octets (134). Not copied: nobody changes it
 */
public record Segment(int number, int total, byte[] userData) {

  public Segment {
    if (total < 1 || total > 255 || number < 1 || number > total) {
      throw new IllegalArgumentException("segment " + number + " of " + total);
    }
  }
}
