package com.jagcall.calls.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.jagcall.calls.recording.ByteRange.Part;
import com.jagcall.calls.recording.ByteRange.Unsatisfiable;
import com.jagcall.calls.recording.ByteRange.Whole;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  private static final long SIZE = 1000;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-999, 0, 999",
    "bytes=0-1000, 0, 999",
    "bytes=500-, 500, 999",
    "bytes=999-, 999, 999",
    "bytes=-1, 999, 999",
    "bytes=-1000, 0, 999",
    "bytes=-5000, 0, 999",
    "bytes= 10-19, 10, 19",
    "BYTES=10-19, 10, 19",
    "bytes=10-99999999999999999999999, 10, 999",
    "bytes=-99999999999999999999999, 0, 999"
  })
  void aRange_isThatPart(String range, long first, long last) {
    assertEquals(new Part(first, last, SIZE), decide(range, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=99999999999999999999999-"})
  void behindTheEnd_isUnsatisfiable(String range) {
    assertEquals(new Unsatisfiable(SIZE), decide(range, null));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-4",
        "bytes=--1",
        "bytes=0x1-2",
        "bytes=0-1,5-6",
        "items=0-1",
        "bytes=1 0-20",
        "bytes=+1-2",
        "bytes=0-1;",
        "bytes=٣-٤"
      })
  void whatIsNotOneRange_isTheWhole(String range) {
    assertEquals(new Whole(SIZE), decide(range, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"etag\"", "Tue, 03 Nov 2026 10:00:00 GMT"})
  void rangeIfItIsStillThis_counts(String validator) {
    assertEquals(new Part(0, 9, SIZE), decide("bytes=0-9", validator));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"other\"",
        "W/\"etag\"",
        "etag",
        "",
        "Tue, 03 Nov 2026 10:00:01 GMT",
        "yesterday"
      })
  void rangeIfItIsSomethingElse_isTheWhole(String validator) {
    assertEquals(new Whole(SIZE), decide("bytes=0-9", validator));
  }

  @Property
  void everyRange_liesWithinTheWhole(
      @ForAll @LongRange(min = 0, max = 2000) long from,
      @ForAll @LongRange(min = 0, max = 2000) long to,
      @ForAll @LongRange(min = 1, max = 1500) long size) {
    ByteRange range = ByteRange.of("bytes=" + from + "-" + to, null, recording(size));
    if (to < from) {
      assertEquals(new Whole(size), range);
    } else if (from >= size) {
      assertEquals(new Unsatisfiable(size), range);
    } else {
      assertEquals(new Part(from, Math.min(to, size - 1), size), range);
      assertEquals(Math.min(to, size - 1) - from + 1, range.length());
    }
  }

  @Property
  void noHeader_throws(@ForAll String range, @ForAll String validator) {
    assertNotNull(decide(range, validator));
    assertNotNull(decide("bytes=" + range, null));
  }

  private static ByteRange decide(String range, String ifRange) {
    return ByteRange.of(range, ifRange, recording(SIZE));
  }

  private static StoredRecording recording(long size) {
    return new StoredRecording(
        new RecordingKey(new Tenant("org_1", Mode.LIVE), "call_1"),
        size,
        "\"etag\"",
        Instant.parse("2026-11-03T10:00:00.789Z"));
  }
}
