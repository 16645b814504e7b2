package com.jagcall.calls.sdp;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Offer and answer (RFC 3264) about one audio stream, for the length of a call. Not for several
 * threads. What throws changes nothing.
 */
public final class Negotiation {
  /** Our description with what it means. */
  public record Answer(String sdp, AudioTerms terms) {}

  private final LocalAudio local;
  private final Map<CryptoSuite, CryptoKey> keys = new EnumMap<>(CryptoSuite.class);
  private final SdpWriter writer;
  private final SecureRandom random;
  private Direction offered = Direction.SENDRECV;
  private String protocol;
  private CryptoKey lastTheirs;
  private Map<Integer, Codec> payloads = new LinkedHashMap<>();

  public Negotiation(LocalAudio local, SecureRandom random) {
    this.local = local;
    this.random = random;
    protocol = local.encryption() == Encryption.MANDATORY ? "RTP/SAVP" : "RTP/AVP";
    this.writer = new SdpWriter(local, random.nextLong() & Long.MAX_VALUE);
    for (CryptoSuite suite : CryptoSuite.values()) {
      // A key of ours lives as long as the call: another one with each offer would start its
      // counters anew for nothing.
      keys.put(suite, CryptoKey.random(suite, random));
    }
    for (Codec codec : local.codecs()) {
      payloads.put(codec.offeredType(), codec);
    }
    payloads.put(Codec.TELEPHONE_EVENT.offeredType(), Codec.TELEPHONE_EVENT);
  }

  /** Our offer; the same text as before when nothing is new. */
  public String offer(Direction direction) {
    offered = direction;
    return writer.offer(protocol, new SdpWriter.Stream(payloads, direction, offeredCryptos()));
  }

  private List<Crypto> offeredCryptos() {
    List<Crypto> cryptos = new ArrayList<>();
    if (local.encryption() != Encryption.OFF) {
      // With OPTIONAL they stand in a plain RTP/AVP stream: who knows them answers with one, others
      // ignore them.
      for (CryptoSuite suite : CryptoSuite.values()) {
        cryptos.add(new Crypto(cryptos.size() + 1, keys.get(suite)));
      }
    }
    return cryptos;
  }

  /** Takes the answer to our last offer. */
  public AudioTerms accept(String remoteAnswer) throws SdpException {
    SessionDescription session = SdpReader.read(remoteAnswer);
    MediaDescription stream =
        session.media().stream()
            .filter(media -> media.type().equals("audio") && media.port() != 0)
            .findFirst()
            .orElseThrow(() -> SdpException.notAcceptable("The answer refuses the audio."));
    if (!RemoteAudio.rtp(stream) || RemoteAudio.secure(stream) != RemoteAudio.secure(protocol)) {
      throw SdpException.notAcceptable("The answer has another RTP profile than the offer.");
    }
    RemoteAudio remote = RemoteAudio.of(session, stream);
    Optional<AudioTerms.Keys> agreed = Optional.empty();
    if (stream.has("crypto") && local.encryption() != Encryption.OFF) {
      agreed = Optional.of(answeredKeys(remote));
    } else if (local.encryption() == Encryption.MANDATORY) {
      throw SdpException.notAcceptable("The answer has no key for SRTP, which is required here.");
    }
    AudioTerms terms = terms(remote, remote.direction().reversed().and(offered), agreed, payloads);
    agreed.ifPresent(both -> lastTheirs = both.theirs());
    return terms;
  }

  private AudioTerms.Keys answeredKeys(RemoteAudio remote) throws SdpException {
    for (Crypto answered : remote.cryptos()) {
      for (Crypto ours : offeredCryptos()) {
        if (ours.tag() == answered.tag() && ours.key().suite() == answered.key().suite()) {
          return new AudioTerms.Keys(ours.key(), answered.key());
        }
      }
    }
    throw SdpException.notAcceptable("The answer has a crypto attribute that was not offered.");
  }

  /** Answers an offer. */
  public Answer answer(String remoteOffer) throws SdpException {
    SessionDescription session = SdpReader.read(remoteOffer);
    MediaDescription stream = Choice.of(session, local.encryption());
    RemoteAudio remote = RemoteAudio.of(session, stream);
    Optional<Crypto> theirs = Choice.crypto(remote, local.encryption());
    Optional<AudioTerms.Keys> agreed =
        theirs.map(crypto -> new AudioTerms.Keys(ourKeyFor(crypto.key()), crypto.key()));
    AudioTerms terms = terms(remote, remote.direction().reversed(), agreed, Map.of());
    // Later offers of ours name the payload types that are in use (RFC 3264 8.3.2).
    payloads = answered(remote, terms);
    protocol = stream.protocol();
    agreed.ifPresent(this::remember);
    String sdp =
        writer.answer(
            session,
            remote,
            new SdpWriter.Stream(
                payloads,
                terms.direction(),
                theirs.map(c -> new Crypto(c.tag(), keys.get(c.key().suite()))).stream().toList()));
    return new Answer(sdp, terms);
  }

  /**
   * With another key of theirs it may be another telephone, which does not know how often our
   * sequence numbers have gone round: that begins anew with a new key of ours.
   */
  private CryptoKey ourKeyFor(CryptoKey theirs) {
    return lastTheirs == null || lastTheirs.equals(theirs)
        ? keys.get(theirs.suite())
        : CryptoKey.random(theirs.suite(), random);
  }

  private void remember(AudioTerms.Keys agreed) {
    keys.put(agreed.ours().suite(), agreed.ours());
    lastTheirs = agreed.theirs();
  }

  private static Map<Integer, Codec> answered(RemoteAudio remote, AudioTerms terms) {
    Map<Integer, Codec> chosen = new LinkedHashMap<>();
    chosen.put(terms.payloadType(), terms.codec());
    remote.payloads().entrySet().stream()
        .filter(entry -> terms.receives().containsKey(entry.getKey()))
        .forEach(entry -> chosen.putIfAbsent(entry.getKey(), entry.getValue()));
    return chosen;
  }

  private AudioTerms terms(
      RemoteAudio remote,
      Direction direction,
      Optional<AudioTerms.Keys> agreed,
      Map<Integer, Codec> ours)
      throws SdpException {
    if (!remote.rtp().getAddress().isAnyLocalAddress() && !remote.reachableFrom(local.address())) {
      throw SdpException.notAcceptable("The audio is at an address of another IP version.");
    }
    int chosen = -1;
    OptionalInt events = OptionalInt.empty();
    Map<Integer, Codec> receives = new LinkedHashMap<>();
    for (Map.Entry<Integer, Codec> entry : remote.payloads().entrySet()) {
      Codec codec = entry.getValue();
      if (!codec.audio()) {
        events = events.isPresent() ? events : OptionalInt.of(entry.getKey());
      } else if (!local.codecs().contains(codec)) {
        continue;
      } else if (chosen < 0) {
        chosen = entry.getKey();
      }
      receives.put(entry.getKey(), codec);
    }
    if (chosen < 0) {
      throw SdpException.notAcceptable("There is no common codec: PCMU and PCMA are supported.");
    }
    // Each side says under which type it wants to receive; those that we offered count too (RFC
    // 3264
    // 6.1).
    ours.forEach(receives::putIfAbsent);
    return new AudioTerms(
        remote.rtp(),
        remote.rtcp(),
        direction,
        remote.payloads().get(chosen),
        chosen,
        events,
        Map.copyOf(receives),
        agreed);
  }
}
