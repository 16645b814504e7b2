package com.jagcall.calls.recording;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes a request asks for (RFC 9110 section 14). A range that is not understood is as good
 * as none, and so are several at once: the whole is answered, which is always right.
 */
public sealed interface ByteRange {
  /** 200: all of it. */
  record Whole(long size) implements ByteRange {}

  /**
   * 206: a part.
   *
   * @param first from 0
   * @param last included
   * @param size of the whole
   */
  record Part(long first, long last, long size) implements ByteRange {
    /** The value of {@code Content-Range}. */
    public String contentRange() {
      return "bytes " + first + "-" + last + "/" + size;
    }
  }

  /** 416: it begins behind the end. */
  record Unsatisfiable(long size) implements ByteRange {
    /** The value of {@code Content-Range}. */
    public String contentRange() {
      return "bytes */" + size;
    }
  }

  /** How many bytes of content the answer to a GET has. */
  default long length() {
    if (this instanceof Whole whole) {
      return whole.size();
    }
    return this instanceof Part part ? part.last() - part.first() + 1 : 0;
  }

  /**
   * Decides.
   *
   * @param range the header, or null
   * @param ifRange the header, or null: a range only counts while this is what is stored (RFC 9110
   *     section 13.1.5)
   */
  static ByteRange of(String range, String ifRange, StoredRecording recording) {
    long size = recording.bytes();
    if (range == null || ifRange != null && !isUnchanged(ifRange.trim(), recording)) {
      return new Whole(size);
    }
    Matcher parts = Pattern.compile("(?i:bytes)=\\s*(\\d*)-(\\d*)\\s*").matcher(range.trim());
    if (range.length() > 200 || !parts.matches()) {
      return new Whole(size);
    }
    if (parts.group(1).isEmpty()) {
      return parts.group(2).isEmpty() ? new Whole(size) : suffix(number(parts.group(2)), size);
    }
    long first = number(parts.group(1));
    long last = parts.group(2).isEmpty() ? Long.MAX_VALUE : number(parts.group(2));
    if (last < first) {
      return new Whole(size);
    }
    return first >= size
        ? new Unsatisfiable(size)
        : new Part(first, Math.min(last, size - 1), size);
  }

  /** A time as HTTP writes it (RFC 9110 section 5.6.7). */
  static String httpDate(Instant time) {
    return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
        .format(time.atZone(ZoneOffset.UTC));
  }

  private static ByteRange suffix(long length, long size) {
    if (length == 0 || size == 0) {
      return new Unsatisfiable(size);
    }
    return new Part(Math.max(0, size - length), size - 1, size);
  }

  /** A number with more digits than a long has is behind every end. */
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Compares strongly: a weak validator never matches. */
  private static boolean isUnchanged(String validator, StoredRecording recording) {
    if (validator.startsWith("\"") || validator.startsWith("W/")) {
      return validator.equals(recording.etag());
    }
    try {
      return ZonedDateTime.parse(validator, DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant()
          .equals(recording.modified().truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
