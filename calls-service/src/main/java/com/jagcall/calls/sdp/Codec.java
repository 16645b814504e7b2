package com.jagcall.calls.sdp;

import java.util.Locale;
import java.util.Optional;

/**
 * What we can carry: names and static payload types of RFC 3551, events of RFC 4733. All at 8 kHz.
 */
public enum Codec {
  PCMU("PCMU", 0),
  PCMA("PCMA", 8),
  TELEPHONE_EVENT("telephone-event", -1);

  private final String encoding;
  private final int staticType;

  Codec(String encoding, int staticType) {
    this.encoding = encoding;
    this.staticType = staticType;
  }

  /** As in {@code a=rtpmap}. */
  public String encoding() {
    return encoding;
  }

  public boolean audio() {
    return this != TELEPHONE_EVENT;
  }

  /** The codec of a payload type that needs no {@code rtpmap}. */
  static Optional<Codec> ofStaticType(int payloadType) {
    for (Codec codec : values()) {
      if (codec.audio() && codec.staticType == payloadType) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  /**
   * The codec of an {@code rtpmap}'s encoding, such as {@code PCMU/8000} or {@code PCMU/8000/1}.
   */
  static Optional<Codec> ofRtpmap(String encoding) {
    String name = encoding.toLowerCase(Locale.ROOT);
    for (Codec codec : values()) {
      String own = codec.encoding.toLowerCase(Locale.ROOT) + "/8000";
      if (name.equals(own) || name.equals(own + "/1")) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  /** The type that we offer: the static one, or RFC 4733's customary 101. */
  int offeredType() {
    return audio() ? staticType : 101;
  }
}
