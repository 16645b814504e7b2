package com.jagcall.calls.sip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * A dialog (RFC 3261 section 12): who the two are, what numbers their requests have reached, and
 * the route between them, which every request within it follows, ACK and BYE too.
 */
final class Dialog {

  private static final int ROUTES_MAX = 20;

  private final Messages messages;
  private final CallIdHeader callId;
  private final Address local;
  private final String localTag;
  private final Address remote;
  private final String remoteTag;
  private final List<Address> routes;
  private final NextHop opened;
  private final Address contact;
  private URI target;
  private long localSequence;
  private long remoteSequence;

  private Dialog(
      Messages messages,
      Message first,
      Parties parties,
      List<Address> routes,
      NextHop opened,
      Address contact) {
    this.messages = messages;
    this.callId = (CallIdHeader) first.getHeader(CallIdHeader.NAME);
    this.local = parties.local;
    this.localTag = parties.localTag;
    this.remote = parties.remote;
    this.remoteTag = parties.remoteTag;
    this.routes = routes;
    this.opened = opened;
    this.contact = contact;
  }

  private record Parties(Address local, String localTag, Address remote, String remoteTag) {}

  /**
   * The dialog that a response to our INVITE made.
   *
   * @param opened where the INVITE was sent
   * @param contact ours
   */
  static Dialog ofResponse(Messages messages, Response response, NextHop opened, Address contact) {
    FromHeader from = (FromHeader) response.getHeader(FromHeader.NAME);
    ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
    Parties parties = new Parties(from.getAddress(), from.getTag(), to.getAddress(), to.getTag());
    List<Address> routes = recordRoute(response);
    Collections.reverse(routes);
    Dialog dialog = new Dialog(messages, response, parties, routes, opened, contact);
    dialog.localSequence = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber();
    dialog.target = to.getAddress().getURI();
    dialog.retarget(response);
    return dialog;
  }

  /**
   * The dialog that an INVITE to us makes.
   *
   * @param tag ours
   * @param opened where the INVITE came from
   * @param contact ours
   */
  static Dialog ofInvite(
      Messages messages, Request invite, String tag, NextHop opened, Address contact) {
    FromHeader from = (FromHeader) invite.getHeader(FromHeader.NAME);
    ToHeader to = (ToHeader) invite.getHeader(ToHeader.NAME);
    Parties parties = new Parties(to.getAddress(), tag, from.getAddress(), from.getTag());
    Dialog dialog = new Dialog(messages, invite, parties, recordRoute(invite), opened, contact);
    dialog.remoteSequence = ((CSeqHeader) invite.getHeader(CSeqHeader.NAME)).getSeqNumber();
    dialog.target = from.getAddress().getURI();
    dialog.retarget(invite);
    return dialog;
  }

  private static List<Address> recordRoute(Message message) {
    List<Address> routes = new ArrayList<>();
    Iterator<?> headers = message.getHeaders(RecordRouteHeader.NAME);
    while (headers.hasNext() && routes.size() < ROUTES_MAX) {
      routes.add((Address) ((RecordRouteHeader) headers.next()).getAddress().clone());
    }
    return routes;
  }

  /** The peer wants to be reached at the message's Contact from now on. */
  void retarget(Message message) {
    ContactHeader there = (ContactHeader) message.getHeader(ContactHeader.NAME);
    if (there != null
        && there.getAddress() != null
        && there.getAddress().getURI() instanceof SipURI uri) {
      target = (URI) uri.clone();
    }
  }

  /** A new request within the dialog. */
  Request request(String method) {
    return request(method, ++localSequence);
  }

  /** The ACK for a 2xx to our INVITE with that number. */
  Request ack(long sequence) {
    return request(Request.ACK, sequence);
  }

  private Request request(String method, long sequence) {
    URI line = (URI) target.clone();
    List<Address> path = new ArrayList<>(routes);
    if (!path.isEmpty() && path.get(0).getURI() instanceof SipURI first && !first.hasLrParam()) {
      // A strict router of RFC 2543 wants to read itself in the first line, and the peer last.
      line = (URI) first.clone();
      path.remove(0);
      path.add(Messages.address(target));
    }
    Messages.Line head = new Messages.Line(method, line, callId, sequence);
    Request request = messages.request(head, local, localTag, remote, remoteTag, opened.via());
    path.forEach(address -> request.addHeader(Messages.route((Address) address.clone())));
    if (!method.equals(Request.ACK) && !method.equals(Request.BYE)) {
      request.addHeader(Messages.HEADERS.createContactHeader(contact));
    }
    return request;
  }

  /**
   * Where the next request goes: the first of the route, or the peer itself. Its host may be a
   * name.
   */
  NextHop hop() {
    URI uri = routes.isEmpty() ? target : routes.get(0).getURI();
    if (!(uri instanceof SipURI there)) {
      return opened;
    }
    Transport via = there.isSecure() ? Transport.TLS : transport(there.getTransportParam());
    String host = there.getMAddrParam() == null ? there.getHost() : there.getMAddrParam();
    host = host.replace("[", "").replace("]", "");
    int port = there.getPort() > 0 ? there.getPort() : via.defaultPort();
    return new NextHop(host, port, via, host);
  }

  private Transport transport(String parameter) {
    for (Transport transport : Transport.values()) {
      if (transport.token().equalsIgnoreCase(parameter)) {
        return transport;
      }
    }
    // Over the connection the dialog was opened on, if the peer does not say otherwise: some
    // gateways leave it out.
    return opened.via();
  }

  NextHop opened() {
    return opened;
  }

  Address contact() {
    return contact;
  }

  /**
   * Whether a request of the peer is not older than what was seen already (section 12.2.2); notes
   * its number.
   */
  boolean inOrder(Request request) {
    long number = ((CSeqHeader) request.getHeader(CSeqHeader.NAME)).getSeqNumber();
    if (number < remoteSequence) {
      return false;
    }
    remoteSequence = number;
    return true;
  }

  String callId() {
    return callId.getCallId();
  }

  String localTag() {
    return localTag;
  }

  String remoteTag() {
    return remoteTag;
  }

  Address remote() {
    return remote;
  }

  Address local() {
    return local;
  }
}
