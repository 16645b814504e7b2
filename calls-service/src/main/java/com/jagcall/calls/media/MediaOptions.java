package com.jagcall.calls.media;

import com.jagcall.calls.sdp.Encryption;
import java.util.Objects;
import java.util.Optional;

/**
 * What one call wants of its media.
 *
 * @param callId for the log only
 * @param encryption of this trunk; empty for what the configuration says
 */
public record MediaOptions(String callId, Optional<Encryption> encryption) {
  public MediaOptions {
    Objects.requireNonNull(callId);
    Objects.requireNonNull(encryption);
  }

  public static MediaOptions of(String callId) {
    return new MediaOptions(callId, Optional.empty());
  }

  public static MediaOptions of(String callId, Encryption encryption) {
    return new MediaOptions(callId, Optional.of(encryption));
  }
}
