package com.jagcall.calls.sip;

import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Iterator;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;
import javax.sip.header.RouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Makes messages out of parts that were checked, so that nothing a stranger wrote reaches a header
 * of ours as text.
 */
final class Messages {

  static final AddressFactoryImpl ADDRESSES = new AddressFactoryImpl();
  static final HeaderFactoryImpl HEADERS = new HeaderFactoryImpl();
  private static final MessageFactoryImpl MESSAGES = new MessageFactoryImpl();

  private static final List<String> ALLOWED =
      List.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "NOTIFY");

  private static final int HOPS_MAX = 70;

  private final String host;
  private final SipTransport transport;

  /**
   * @param host the address others reach us at
   */
  Messages(String host, SipTransport transport) {
    this.host = host;
    this.transport = transport;
  }

  String host() {
    return host;
  }

  /** A URI for a user at a host; port 0 leaves it out, null transport too. */
  static SipURI uri(String user, String host, int port, Transport transport) {
    try {
      SipURI uri = ADDRESSES.createSipURI(user, host);
      if (port > 0) {
        uri.setPort(port);
      }
      if (transport != null && transport != Transport.UDP) {
        uri.setTransportParam(transport.token());
      }
      return uri;
    } catch (ParseException e) {
      throw new IllegalArgumentException("no SIP address", e);
    }
  }

  static Address address(URI uri) {
    return ADDRESSES.createAddress(uri);
  }

  /** Where we want requests within a dialog to come. */
  Address contact(String user, Transport via) {
    return address(uri(user, host, transport.port(via), via));
  }

  /** A request with a new branch; the other headers are the caller's to add. */
  Request request(
      Line line, Address from, String fromTag, Address to, String toTag, Transport via) {
    try {
      ViaHeader viaHeader = HEADERS.createViaHeader(host, transport.port(via), via.token(), null);
      viaHeader.setRPort();
      viaHeader.setBranch(Utils.getInstance().generateBranchId());
      Request request =
          MESSAGES.createRequest(
              line.target(),
              line.method(),
              line.callId(),
              HEADERS.createCSeqHeader(line.sequence(), line.method()),
              HEADERS.createFromHeader(from, fromTag),
              HEADERS.createToHeader(to, toTag),
              List.of(viaHeader),
              HEADERS.createMaxForwardsHeader(HOPS_MAX));
      request.addHeader(HEADERS.createUserAgentHeader(List.of("JagCall")));
      return request;
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalArgumentException("no SIP request", e);
    }
  }

  /** The parts that tell one request from another. */
  record Line(String method, URI target, CallIdHeader callId, long sequence) {}

  static CallIdHeader callId(String id) {
    try {
      return HEADERS.createCallIdHeader(id);
    } catch (ParseException e) {
      throw new IllegalArgumentException("no Call-ID", e);
    }
  }

  /** A response with our tag, if one is given. */
  static Response response(int status, String reason, Request request, String tag) {
    try {
      Response response = MESSAGES.createResponse(status, request);
      if (reason != null) {
        response.setReasonPhrase(reason);
      }
      ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
      if (tag != null && to.getTag() == null) {
        to.setTag(tag);
      }
      return response;
    } catch (ParseException e) {
      throw new IllegalArgumentException("no SIP response", e);
    }
  }

  /** Sets a header whose value we composed ourselves. */
  static void header(Message message, String name, String value) {
    try {
      message.setHeader(HEADERS.createHeader(name, value));
    } catch (ParseException e) {
      throw new IllegalArgumentException("no value for " + name, e);
    }
  }

  static long sequence(Message message) {
    return ((CSeqHeader) message.getHeader(CSeqHeader.NAME)).getSeqNumber();
  }

  /** Says which methods we understand. */
  static void allow(Message message) {
    try {
      for (String method : ALLOWED) {
        message.addHeader(HEADERS.createAllowHeader(method));
      }
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  static void sdp(Message message, String sdp) {
    content(message, sdp, "application", "sdp");
  }

  static void content(Message message, String text, String type, String subtype) {
    try {
      message.setContent(
          text.getBytes(StandardCharsets.UTF_8), HEADERS.createContentTypeHeader(type, subtype));
    } catch (ParseException e) {
      throw new IllegalArgumentException("no content", e);
    }
  }

  /** The message's session description, or null. */
  static String sdp(Message message) {
    ContentTypeHeader type = (ContentTypeHeader) message.getHeader(ContentTypeHeader.NAME);
    if (type == null || !"sdp".equalsIgnoreCase(type.getContentSubType())) {
      return null;
    }
    String text = text(message);
    return text.isBlank() ? null : text;
  }

  static String text(Message message) {
    byte[] content = message.getRawContent();
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }

  /** The value of a header that the stack may or may not have a class for, or null. */
  static String value(Message message, String name) {
    Header header = message.getHeader(name);
    if (header == null) {
      return null;
    }
    String line = header.toString();
    return line.substring(line.indexOf(':') + 1).strip();
  }

  static boolean lists(Message message, String name, String token) {
    Iterator<?> headers = message.getHeaders(name);
    while (headers.hasNext()) {
      String line = headers.next().toString();
      for (String part : line.substring(line.indexOf(':') + 1).split(",")) {
        if (part.strip().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }

  static RouteHeader route(Address address) {
    return HEADERS.createRouteHeader(address);
  }
}
