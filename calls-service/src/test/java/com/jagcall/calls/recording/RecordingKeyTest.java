package com.jagcall.calls.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingKeyTest {
  private static final Tenant TENANT = new Tenant("org_1", Mode.LIVE);

  @Test
  void identifiers_makeAPathThatIsReadBack() {
    RecordingKey key = new RecordingKey(TENANT, "call_2");
    assertEquals("live/org_1/call_2.wav", key.path());
    assertEquals(Optional.of(key), RecordingKey.of(key.path()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "a\\b", "../x", "a.b", "a\u0000", "é", "a\n"})
  void anythingElse_isRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> new RecordingKey(TENANT, text));
    Tenant tenant = new Tenant(text, Mode.TEST);
    assertThrows(IllegalArgumentException.class, () -> new RecordingKey(tenant, "call_2"));
    assertTrue(RecordingKey.of("live/" + text + "/call_2.wav").isEmpty());
  }
}
