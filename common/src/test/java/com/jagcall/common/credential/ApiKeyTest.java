package com.jagcall.common.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.id.Ids;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
  @Property(tries = 200)
  void whatIsGenerated_isReadBack(@ForAll Mode mode) {
    String tag = Ids.base62(ApiKey.TAG_LENGTH);
    ApiKey key = ApiKey.generate(mode, tag);
    ApiKey read = ApiKey.parse(key.text()).orElseThrow();
    assertTrue(key.text().matches("jc_(live|test)_[0-9A-Za-z]{38}"), key.text());
    assertEquals(mode, read.mode());
    assertEquals(tag, read.organizationTag());
    assertEquals(key.sha256(), read.sha256());
  }

  @Property(tries = 500)
  void oneMistypedCharacter_isNoticed(
      @ForAll @IntRange(max = 45) int place, @ForAll @IntRange(min = 1, max = 61) int step) {
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    String text = ApiKey.generate(Mode.LIVE, "aBcDeFg1").text();
    int old = alphabet.indexOf(text.charAt(place));
    char other = alphabet.charAt((old + step) % alphabet.length());
    assertFalse(
        ApiKey.parse(text.substring(0, place) + other + text.substring(place + 1)).isPresent());
  }

  @Test
  void checksum_isThatOfAnotherProgram() {
    // Made with Python: zlib.crc32 of the first 40 characters, written with six base62 digits.
    assertTrue(ApiKey.parse("jc_live_aaaaaaaa0000000000000000000000000nU0L7").isPresent());
  }

  @Test
  void secretStaysOutOfToString() {
    ApiKey key = ApiKey.generate(Mode.TEST, "aBcDeFg1");
    assertEquals("jc_test_aBcD…" + key.lastFour(), key.toString());
  }

  @Test
  void wrongTag_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> ApiKey.generate(Mode.LIVE, "short"));
    assertThrows(IllegalArgumentException.class, () -> ApiKey.generate(Mode.LIVE, "aaaa-aaa"));
  }
}
