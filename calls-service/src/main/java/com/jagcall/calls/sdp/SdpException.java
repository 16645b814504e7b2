package com.jagcall.calls.sdp;

/**
 * A session description that cannot be read, or in which nothing can be used. The message may be
 * shown to anyone.
 */
public final class SdpException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong, and the SIP status for it. */
  public enum Kind {
    /** It is not SDP as RFC 8866 has it, or too long: 400. */
    MALFORMED(400),
    /** It is, but has no sound that we can carry: 488 Not Acceptable Here. */
    NOT_ACCEPTABLE(488);

    private final int sipStatus;

    Kind(int sipStatus) {
      this.sipStatus = sipStatus;
    }

    public int sipStatus() {
      return sipStatus;
    }
  }

  private final Kind kind;

  public SdpException(Kind kind, String publicReason) {
    super(publicReason);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static SdpException malformed(String publicReason) {
    return new SdpException(Kind.MALFORMED, publicReason);
  }

  static SdpException notAcceptable(String publicReason) {
    return new SdpException(Kind.NOT_ACCEPTABLE, publicReason);
  }
}
