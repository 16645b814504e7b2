package com.jagcall.calls.sdp;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes our side's descriptions. The version in {@code o=} grows when the rest has changed (RFC
 * 8866 5.2).
 */
final class SdpWriter {
  /** How our stream is to be described. */
  record Stream(Map<Integer, Codec> payloads, Direction direction, List<Crypto> cryptos) {}

  private static final String EOL = "\r\n";

  private final LocalAudio local;
  private final long sessionId;
  private long version;
  private String last = "";

  SdpWriter(LocalAudio local, long sessionId) {
    this.local = local;
    this.sessionId = sessionId;
  }

  String offer(String protocol, Stream ours) {
    return versioned(stream(protocol, ours, false));
  }

  String answer(SessionDescription offer, RemoteAudio taken, Stream ours) {
    StringBuilder body = new StringBuilder();
    for (MediaDescription media : offer.media()) {
      body.append(
          media == taken.stream()
              ? stream(media.protocol(), ours, media.has("rtcp-mux"))
              : media.refusal());
    }
    return versioned(body.toString());
  }

  private String versioned(String body) {
    if (!body.equals(last)) {
      version++;
      last = body;
    }
    String address = Addresses.written(local.address());
    return "v=0"
        + EOL
        + ("o=- " + sessionId + " " + version + " IN " + address + EOL)
        + ("s=-" + EOL)
        + ("c=IN " + address + EOL)
        + ("t=0 0" + EOL)
        + body;
  }

  private String stream(String protocol, Stream ours, boolean rtcpMux) {
    StringBuilder text = new StringBuilder();
    String formats =
        ours.payloads().keySet().stream().map(String::valueOf).collect(Collectors.joining(" "));
    text.append("m=audio " + local.port() + " " + protocol + " " + formats + EOL);
    ours.payloads()
        .forEach(
            (type, codec) -> {
              text.append("a=rtpmap:" + type + " " + codec.encoding() + "/8000" + EOL);
              if (!codec.audio()) {
                text.append("a=fmtp:" + type + " 0-15" + EOL);
              }
            });
    text.append("a=ptime:20" + EOL + "a=maxptime:60" + EOL);
    ours.cryptos().forEach(crypto -> text.append("a=crypto:" + crypto.written() + EOL));
    if (rtcpMux) {
      text.append("a=rtcp-mux" + EOL);
    }
    return text.append("a=" + ours.direction().attribute() + EOL).toString();
  }
}
