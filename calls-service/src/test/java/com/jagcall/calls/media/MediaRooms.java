package com.jagcall.calls.media;

import com.jagcall.calls.sdp.Codec;
import com.jagcall.calls.sdp.Encryption;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Settings for tests: loopback, ports that nobody else uses. */
final class MediaRooms {
  private MediaRooms() {}

  static MediaSettings settings() {
    return settings(
        List.of(Codec.PCMU, Codec.PCMA), Encryption.OPTIONAL, MediaSettings.Source.NEGOTIATED);
  }

  static MediaSettings settings(
      List<Codec> codecs, Encryption encryption, MediaSettings.Source source) {
    return at(InetAddress.getLoopbackAddress(), codecs, encryption, source);
  }

  static MediaSettings at(
      InetAddress loopback,
      List<Codec> codecs,
      Encryption encryption,
      MediaSettings.Source source) {
    return new MediaSettings(
        new MediaSettings.Network(loopback, loopback, 12000, 19999),
        codecs,
        encryption,
        source,
        new MediaSettings.Times(
            Duration.ofSeconds(1),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofSeconds(60)));
  }
}
