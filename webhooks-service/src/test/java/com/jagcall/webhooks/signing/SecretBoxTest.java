package com.jagcall.webhooks.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
  private static final String OLD = "an-old-key-of-at-least-32-characters";
  private static final String NEW = "a-newer-key-of-at-least-32-characters";

  private final SigningSecret secret = SigningSecret.generate();

  private static SecretBox box(String key, String previous) {
    return new SecretBox(key, Optional.ofNullable(previous));
  }

  @Test
  void sealed_isOpenedAgainAndIsNotReadable() {
    byte[] sealed = box(OLD, null).seal(secret, "whk_1");
    assertEquals(secret.text(), box(OLD, null).open(sealed, "whk_1").text());
    String bytes = new String(sealed, StandardCharsets.ISO_8859_1);
    assertFalse(bytes.contains(new String(secret.bytes(), StandardCharsets.ISO_8859_1)));
  }

  @Test
  void sealedForAnother_isNotOpened() {
    byte[] sealed = box(OLD, null).seal(secret, "whk_1");
    assertThrows(IllegalStateException.class, () -> box(OLD, null).open(sealed, "whk_2"));
    sealed[sealed.length - 1] ^= 1;
    assertThrows(IllegalStateException.class, () -> box(OLD, null).open(sealed, "whk_1"));
  }

  @Test
  void keyReplaced_opensWhatWasSealedBefore() {
    byte[] sealed = box(OLD, null).seal(secret, "whk_1");
    assertEquals(secret.text(), box(NEW, OLD).open(sealed, "whk_1").text());
    assertThrows(IllegalStateException.class, () -> box(NEW, null).open(sealed, "whk_1"));
    byte[] fresh = box(NEW, OLD).seal(secret, "whk_1");
    assertEquals(secret.text(), box(NEW, null).open(fresh, "whk_1").text());
  }

  @Test
  void shortKey_isRefused() {
    assertThrows(IllegalStateException.class, () -> box("too short", null));
  }
}
