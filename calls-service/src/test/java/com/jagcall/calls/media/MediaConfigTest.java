package com.jagcall.calls.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.jagcall.calls.sdp.Codec;
import com.jagcall.calls.sdp.Encryption;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaConfigTest {
  private static MediaSettings settings(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(MediaConfig.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(MediaConfig.class)
        .settings();
  }

  @Test
  void nothingSet_isALoopbackThatWorks() {
    MediaSettings settings = settings(Map.of());
    assertEquals("127.0.0.1", settings.network().address().getHostAddress());
    assertEquals(settings.network().address(), settings.network().bind());
    assertEquals(List.of(Codec.PCMU, Codec.PCMA), settings.codecs());
    assertEquals(Encryption.OPTIONAL, settings.encryption());
    assertEquals(MediaSettings.Source.NEGOTIATED, settings.source());
    assertEquals(Duration.ofMillis(200), settings.times().greatestDelay());
  }

  @Test
  void everythingSet_isTaken() {
    MediaSettings settings =
        settings(
            Map.of(
                "jagcall.media.address", "192.0.2.7",
                "jagcall.media.bind", "0.0.0.0",
                "jagcall.media.codecs", "pcma",
                "jagcall.media.encryption", "mandatory",
                "jagcall.media.source", "first",
                "jagcall.media.silence", "7S"));
    assertEquals("192.0.2.7", settings.network().address().getHostAddress());
    assertEquals("0.0.0.0", settings.network().bind().getHostAddress());
    assertEquals(List.of(Codec.PCMA), settings.codecs());
    assertEquals(Encryption.MANDATORY, settings.encryption());
    assertEquals(MediaSettings.Source.FIRST, settings.source());
    assertEquals(Duration.ofSeconds(7), settings.times().silence());
  }

  @Test
  void whatCannotWork_isRefusedAtTheStart() {
    assertThrows(
        IllegalArgumentException.class, () -> settings(Map.of("jagcall.media.address", "0.0.0.0")));
    assertThrows(
        IllegalArgumentException.class,
        () -> settings(Map.of("jagcall.media.first-port", "20001")));
    assertThrows(
        IllegalArgumentException.class, () -> settings(Map.of("jagcall.media.last-port", "19999")));
  }
}
