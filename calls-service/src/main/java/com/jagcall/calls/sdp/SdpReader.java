package com.jagcall.calls.sdp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a session description (RFC 8866). Lines that it does not know are passed over; line ends
 * may be CRLF or LF, since both are met. What is too long or not SDP is refused.
 */
final class SdpReader {
  /** No honest description of one call is longer: 16 KiB. */
  static final int MAX_LENGTH = 16 * 1024;

  private static final int MAX_LINES = 400;
  private static final int MAX_MEDIA = 16;
  private static final int MAX_FORMATS = 64;

  private Optional<InetAddress> connection = Optional.empty();
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private boolean versionSeen;
  private boolean originSeen;

  private SdpReader() {}

  static SessionDescription read(String text) throws SdpException {
    if (text == null || text.isBlank()) {
      throw SdpException.malformed("There is no session description.");
    }
    if (text.length() > MAX_LENGTH) {
      throw SdpException.malformed(
          "The session description is longer than " + MAX_LENGTH + " characters.");
    }
    String[] lines = text.split("\r\n|\n|\r", MAX_LINES + 2);
    if (lines.length > MAX_LINES) {
      throw SdpException.malformed(
          "The session description has more than " + MAX_LINES + " lines.");
    }
    SdpReader reader = new SdpReader();
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        reader.line(i, lines[i]);
      }
    }
    return reader.result();
  }

  private void line(int number, String line) throws SdpException {
    if (line.length() < 2 || line.charAt(1) != '=') {
      throw SdpException.malformed(
          "Line " + (number + 1) + " of the session description is not type=value.");
    }
    String value = line.substring(2).strip();
    char type = line.charAt(0);
    if (!versionSeen && (type != 'v' || !value.equals("0"))) {
      throw SdpException.malformed("The session description does not begin with v=0.");
    }
    versionSeen = true;
    switch (type) {
      case 'o' -> originSeen = true;
      case 'c' -> connection(value);
      case 'm' -> media(value);
      case 'a' -> current().add(Attribute.of(value));
      default -> {
        // Names, times, bandwidth and the like change nothing of how sound is carried.
      }
    }
  }

  private List<Attribute> current() {
    return sections.isEmpty() ? attributes : sections.get(sections.size() - 1).attributes;
  }

  private void connection(String value) throws SdpException {
    String[] parts = value.split("\\s+");
    if (parts.length != 3 || !parts[0].equals("IN")) {
      throw SdpException.malformed("A c= line is not \"IN IP4 address\" or \"IN IP6 address\".");
    }
    InetAddress address = Addresses.parse(parts[1], parts[2]);
    if (sections.isEmpty()) {
      connection = Optional.of(address);
    } else {
      sections.get(sections.size() - 1).connection = Optional.of(address);
    }
  }

  private void media(String value) throws SdpException {
    if (sections.size() == MAX_MEDIA) {
      throw SdpException.malformed(
          "The session description has more than " + MAX_MEDIA + " streams.");
    }
    String[] parts = value.split("\\s+");
    if (parts.length < 4 || parts.length > 3 + MAX_FORMATS) {
      throw SdpException.malformed("An m= line is not \"type port protocol formats\".");
    }
    // "port/count" asks for several port pairs, which nobody does for a telephone call: the first
    // is taken.
    int slash = parts[1].indexOf('/');
    String port = slash < 0 ? parts[1] : parts[1].substring(0, slash);
    Section section = new Section(parts[0], Numbers.port(port), parts[2]);
    section.formats.addAll(List.of(parts).subList(3, parts.length));
    sections.add(section);
  }

  private SessionDescription result() throws SdpException {
    if (!originSeen) {
      throw SdpException.malformed("The session description has no o= line.");
    }
    return new SessionDescription(
        connection, List.copyOf(attributes), sections.stream().map(Section::described).toList());
  }

  /** An m= section while it is read. */
  private static final class Section {
    private final String type;
    private final int port;
    private final String protocol;
    private final List<String> formats = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();
    private Optional<InetAddress> connection = Optional.empty();

    private Section(String type, int port, String protocol) {
      this.type = type;
      this.port = port;
      this.protocol = protocol;
    }

    private MediaDescription described() {
      return new MediaDescription(
          type, port, protocol, List.copyOf(formats), connection, List.copyOf(attributes));
    }
  }
}
