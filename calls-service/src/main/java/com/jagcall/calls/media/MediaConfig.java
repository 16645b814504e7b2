package com.jagcall.calls.media;

import com.jagcall.calls.sdp.Codec;
import com.jagcall.calls.sdp.Encryption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the sound of calls is carried. */
@ConfigMapping(prefix = "jagcall.media")
public interface MediaConfig {
  /** The address that the other side is told: one at which it can reach this replica. */
  @WithDefault("127.0.0.1")
  InetAddress address();

  /**
   * The address that sockets are bound to, when it is another one (0.0.0.0 behind address
   * translation).
   */
  Optional<InetAddress> bind();

  /** The first RTP port, even. Each call takes two. */
  @WithDefault("20000")
  int firstPort();

  /** The last RTCP port. Below 32768, where Linux takes ports for other purposes from. */
  @WithDefault("29999")
  int lastPort();

  /** Codecs, the preferred one first. */
  @WithDefault("pcmu,pcma")
  List<Codec> codecs();

  /** off, optional or mandatory, for trunks that do not say otherwise. */
  @WithDefault("optional")
  Encryption encryption();

  /** negotiated or first: see {@link MediaSettings.Source}. */
  @WithDefault("negotiated")
  MediaSettings.Source source();

  /** How long no RTP may come before the call is given up. */
  @WithDefault("20S")
  Duration silence();

  /** The least delay of the jitter buffer. */
  @WithDefault("20ms")
  Duration smallestDelay();

  /** Its greatest delay; packets that come later are lost. */
  @WithDefault("200ms")
  Duration greatestDelay();

  /** How much sound may be queued to be played in a call. */
  @WithDefault("120S")
  Duration playout();

  default MediaSettings settings() {
    return new MediaSettings(
        new MediaSettings.Network(bind().orElse(address()), address(), firstPort(), lastPort()),
        codecs(),
        encryption(),
        source(),
        new MediaSettings.Times(silence(), smallestDelay(), greatestDelay(), playout()));
  }
}
