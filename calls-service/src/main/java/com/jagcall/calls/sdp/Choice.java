package com.jagcall.calls.sdp;

import java.util.List;
import java.util.Optional;

/** Which stream of an offer is taken, and which of its keys. */
final class Choice {
  private Choice() {}

  /**
   * The first audio stream that the encryption policy allows; an encrypted one before a plain one.
   */
  static MediaDescription of(SessionDescription offer, Encryption encryption) throws SdpException {
    List<MediaDescription> audio =
        offer.media().stream()
            .filter(media -> media.type().equals("audio") && media.port() != 0)
            .filter(RemoteAudio::rtp)
            .toList();
    if (audio.isEmpty()) {
      throw SdpException.notAcceptable("The offer has no audio over RTP.");
    }
    Optional<MediaDescription> encrypted =
        encryption == Encryption.OFF
            ? Optional.empty()
            : audio.stream().filter(Choice::usable).findFirst();
    if (encrypted.isPresent()) {
      return encrypted.get();
    }
    if (encryption == Encryption.MANDATORY) {
      throw SdpException.notAcceptable(
          "Encrypted audio is required: SRTP with AES_CM_128_HMAC_SHA1_80 or _32.");
    }
    return audio.stream()
        .filter(media -> !RemoteAudio.secure(media))
        .findFirst()
        .orElseThrow(
            () ->
                SdpException.notAcceptable(
                    encryption == Encryption.OFF
                        ? "Encrypted audio (SRTP) is not enabled here."
                        : "None of the offered SRTP keys can be used:"
                            + " AES_CM_128_HMAC_SHA1_80 and _32 are supported."));
  }

  private static boolean usable(MediaDescription media) {
    return media.values("crypto").map(Crypto::of).anyMatch(Optional::isPresent);
  }

  /** The offerer's most preferred key that we can use. */
  static Optional<Crypto> crypto(RemoteAudio remote, Encryption encryption) {
    return encryption == Encryption.OFF ? Optional.empty() : remote.cryptos().stream().findFirst();
  }
}
