package com.jagcall.carrier.sip;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One call of the network, in either direction. Everything in it happens on the network's one
 * thread.
 */
final class Conversation {

  private static final int ANSWER_MILLIS = 700;
  private static final int SLOW_MILLIS = 10_000;
  private static final int HANG_UP_MILLIS = 5_000;
  private static final int T1_MILLIS = 500;
  private static final int RESENDS_MAX = 7;

  enum State {
    RINGING,
    ANSWERED,
    UP,
    OVER
  }

  private final SipNetwork network;
  private final InetSocketAddress peer;
  private final String callId;
  private final String tag = SipNetwork.token();
  private final boolean inbound;
  private SipText invite;
  private String number;
  private Voice voice;
  private State state = State.RINGING;
  private String local;
  private String remote;
  private String target;
  private List<String> routes = List.of();
  private int sequence = 1;
  private Behaviour behaviour = Behaviour.ANSWERS;
  private String resending;

  private Conversation(SipNetwork network, InetSocketAddress peer, String callId, boolean inbound) {
    this.network = network;
    this.peer = peer;
    this.callId = callId;
    this.inbound = inbound;
  }

  /** Somebody calls one of our numbers. */
  static Conversation called(SipNetwork network, InetSocketAddress peer, SipText invite) {
    Conversation call = new Conversation(network, peer, invite.header("Call-ID"), true);
    call.invite = invite;
    call.number = invite.called();
    call.behaviour = Behaviour.of(call.number);
    call.local = invite.header("To") + ";tag=" + call.tag;
    call.remote = invite.header("From");
    call.target =
        SipText.uri(
            invite.header("Contact") == null ? invite.header("From") : invite.header("Contact"));
    call.routes = invite.all("Record-Route");
    call.begin();
    return call;
  }

  /** One of our numbers calls somebody. */
  static Conversation calls(SipNetwork network, InetSocketAddress peer, String from, String to)
      throws IOException {
    Conversation call = new Conversation(network, peer, SipNetwork.token() + "@carrier", false);
    call.number = from;
    call.local = "<sip:" + from + "@" + network.host() + ">;tag=" + call.tag;
    call.remote = "<sip:" + to + "@" + peer.getHostString() + ">";
    call.target = "sip:" + to + "@" + peer.getHostString() + ":" + peer.getPort();
    call.voice = new Voice(network.host());
    if (Behaviour.of(from) == Behaviour.ANSWERS) {
      call.voice.person(Person.calling(network.sentences()), call::leave);
    }
    call.resend(
        call.request("INVITE", call.sequence, Media.offer(network.host(), call.voice.port())), 0);
    return call;
  }

  String callId() {
    return callId;
  }

  String number() {
    return number;
  }

  State state() {
    return state;
  }

  boolean inbound() {
    return inbound;
  }

  long framesReceived() {
    return voice == null ? 0 : voice.received();
  }

  private void begin() {
    respond(invite, "100 Trying", null);
    switch (behaviour) {
      case BUSY -> refuse("486 Busy Here");
      case DECLINES -> refuse("603 Decline");
      case UNKNOWN -> refuse("404 Not Found");
      case UNAVAILABLE -> refuse("503 Service Unavailable");
      case NO_ANSWER -> respond(invite, "180 Ringing", null);
      case SLOW -> {
        respond(invite, "180 Ringing", null);
        network.later(this::answer, SLOW_MILLIS);
      }
      case ANNOUNCES -> {
        String sdp = open();
        if (sdp != null) {
          respond(invite, "183 Session Progress", sdp);
          network.later(this::answer, 2 * ANSWER_MILLIS);
        }
      }
      default -> {
        respond(invite, "180 Ringing", null);
        network.later(this::answer, ANSWER_MILLIS);
      }
    }
  }

  private void refuse(String status) {
    over();
    resend(invite.response(status, tag, contact(), null), 0);
  }

  /** Opens the voice as the INVITE offers; null, and a refusal, if it offers nothing we speak. */
  private String open() {
    Media media = Media.of(invite.body());
    if (media == null) {
      refuse("488 Not Acceptable Here");
      return null;
    }
    try {
      if (voice == null) {
        voice = new Voice(network.host());
        network.pacer().add(voice);
      }
      voice.speak(media);
      return media.answer(network.host(), voice.port(), invite.body());
    } catch (IOException e) {
      refuse("500 Server Internal Error");
      return null;
    }
  }

  private void answer() {
    if (state != State.RINGING) {
      return;
    }
    String sdp = open();
    if (sdp == null) {
      return;
    }
    state = State.ANSWERED;
    if (behaviour.isPerson()) {
      voice.person(Person.called(network.sentences()), this::leave);
    } else if (behaviour == Behaviour.TALKS) {
      voice.endless();
    } else if (behaviour == Behaviour.DIGITS) {
      voice.press("1234#");
    }
    resend(invite.response("200 OK", tag, contact(), sdp), 0);
  }

  void receive(SipText message) {
    if (message.request()) {
      request(message);
    } else if (message.method().equals("INVITE")) {
      invited(message);
    } else {
      resending = null;
    }
  }

  private void request(SipText request) {
    switch (request.method()) {
      case "ACK" -> acknowledged();
      case "INVITE" -> again(request);
      case "CANCEL" -> {
        respond(request, "200 OK", null);
        if (state == State.RINGING) {
          refuse("487 Request Terminated");
        }
      }
      case "BYE" -> {
        respond(request, "200 OK", null);
        over();
      }
      case "REFER" -> respond(request, "603 Decline", null);
      default -> respond(request, "200 OK", null);
    }
  }

  private void acknowledged() {
    resending = null;
    if (state == State.ANSWERED) {
      state = State.UP;
      if (behaviour == Behaviour.HANGS_UP) {
        network.later(this::hangUp, HANG_UP_MILLIS);
      }
    }
  }

  /** The INVITE once more, or a new one for a call that stands: hold, resume. */
  private void again(SipText request) {
    if (request.sequence() == invite(request).sequence()) {
      return;
    }
    if (state != State.UP) {
      respond(request, "491 Request Pending", null);
      return;
    }
    invite = request;
    String sdp = open();
    if (sdp != null) {
      resend(request.response("200 OK", tag, contact(), sdp), 0);
    }
  }

  private SipText invite(SipText otherwise) {
    return invite == null
        ? new SipText("", List.of(java.util.Map.entry("CSeq", "0 INVITE")), "")
        : invite;
  }

  /** A response to our INVITE. */
  private void invited(SipText response) {
    int status = response.status();
    resending = null;
    if (status < 200) {
      return;
    }
    remote = response.header("To");
    if (status < 300) {
      String contact = response.header("Contact");
      target = contact == null ? target : SipText.uri(contact);
      List<String> recorded = new java.util.ArrayList<>(response.all("Record-Route"));
      java.util.Collections.reverse(recorded);
      routes = recorded;
      network.send(request("ACK", response.sequence(), null), peer);
      Media media = Media.of(response.body());
      if (state == State.RINGING && media != null) {
        state = State.UP;
        voice.speak(media);
        network.pacer().add(voice);
      }
    } else {
      network.send(request("ACK", response.sequence(), null), peer);
      over();
    }
  }

  /** On the thread of the voices. */
  private void leave() {
    network.later(this::hangUp, 0);
  }

  void hangUp() {
    if (state == State.UP || state == State.ANSWERED) {
      over();
      resend(request("BYE", ++sequence, null), 0);
    } else if (state == State.RINGING && !inbound) {
      over();
      resend(request("CANCEL", sequence, null), 0);
    } else if (state == State.RINGING) {
      refuse("480 Temporarily Unavailable");
    }
  }

  void press(String digits) {
    if (voice != null) {
      voice.press(digits);
    }
  }

  private void over() {
    if (state != State.OVER) {
      state = State.OVER;
      if (voice != null) {
        network.pacer().remove(voice);
      }
      network.later(() -> network.forget(this), (int) TimeUnit.SECONDS.toMillis(32));
    }
  }

  private String contact() {
    return "sip:" + number + "@" + network.host() + ":" + network.port();
  }

  private void respond(SipText request, String status, String sdp) {
    network.send(
        request.response(status, status.startsWith("100") ? null : tag, contact(), sdp), peer);
  }

  private String request(String method, int number, String sdp) {
    String branch =
        method.equals("CANCEL") || method.equals("INVITE") ? tag + number : SipNetwork.token();
    StringBuilder text =
        new StringBuilder(method).append(' ').append(target).append(" SIP/2.0\r\n");
    text.append("Via: SIP/2.0/UDP ").append(network.host()).append(':').append(network.port());
    text.append(";rport;branch=z9hG4bK").append(branch).append("\r\nMax-Forwards: 70\r\n");
    routes.forEach(route -> text.append("Route: ").append(route).append("\r\n"));
    text.append("From: ").append(local).append("\r\nTo: ").append(remote);
    text.append("\r\nCall-ID: ")
        .append(callId)
        .append("\r\nCSeq: ")
        .append(number)
        .append(' ')
        .append(method);
    text.append("\r\nContact: <").append(contact()).append(">\r\n");
    return text.append(SipText.content(sdp)).toString();
  }

  /** Sends until something comes that settles it, or for 32 s. */
  private void resend(String message, int times) {
    resending = message;
    network.send(message, peer);
    if (times < RESENDS_MAX) {
      network.later(
          () -> {
            if (message.equals(resending)) {
              resend(message, times + 1);
            }
          },
          Math.min(T1_MILLIS << times, 4_000));
    }
  }
}
