package com.jagcall.webhooks.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.jagcall.webhooks.WebhooksConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
  private static final String OLD = "an-old-key-of-at-least-32-characters";
  private static final String NEW = "a-newer-key-of-at-least-32-characters";

  private final SigningSecret secret = SigningSecret.generate();

  private static SecretBox box(String key, String previous) {
    Map<String, String> values = new HashMap<>();
    values.put("jagcall.webhook.secret-key", key);
    if (previous != null) {
      values.put("jagcall.webhook.previous-secret-key", previous);
    }
    return new SecretBox(
        new SmallRyeConfigBuilder()
            .withMapping(WebhooksConfig.class)
            .withSources(new PropertiesConfigSource(values, "test", 100))
            .build()
            .getConfigMapping(WebhooksConfig.class));
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
