package com.jagcall.carrier.sip;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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
  private static final int SHORT_MILLIS = 1_000;
  private static final int T1_MILLIS = 500;
  private static final int UNAVAILABLE = 503;
  private static final int RESENDS_MAX = 7;

  /** How long a customer's server may leave an INVITE without any response. */
  private static final int UNANSWERED_MILLIS = 2_000;

  enum State {
    RINGING,
    ANSWERED,
    UP,
    OVER
  }

  private final SipNetwork network;

  /** Where it goes to if the peer does not take it. */
  private final Deque<InetSocketAddress> others = new ArrayDeque<>();

  private final String callId;
  private final String tag = SipNetwork.token();
  private final boolean inbound;
  private InetSocketAddress peer;
  private final Instant since;
  private SipText invite;
  private String number;
  private String called;
  private String offer;
  private boolean isHeard;
  private Voice voice;
  private State state = State.RINGING;
  private String local;
  private String remote;
  private String target;
  private List<String> routes = List.of();
  private int sequence = 1;
  private Behaviour behaviour = Behaviour.ANSWERS;
  private String resending;

  private Conversation(SipNetwork network, InetSocketAddress peer, String callId, Instant invited) {
    this.network = network;
    this.peer = peer;
    this.callId = callId;
    this.inbound = invited != null;
    this.since = inbound ? invited : Instant.now();
  }

  /**
   * Somebody calls one of our numbers.
   *
   * @param invited when the INVITE came
   */
  static Conversation called(
      SipNetwork network, InetSocketAddress peer, SipText invite, Instant invited) {
    Conversation call = new Conversation(network, peer, invite.header("Call-ID"), invited);
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

  /** One of our numbers calls somebody, at the first of his servers that takes the call. */
  static Conversation calls(
      SipNetwork network, List<InetSocketAddress> servers, String from, String to)
      throws IOException {
    InetSocketAddress first = servers.get(0);
    Conversation call = new Conversation(network, first, SipNetwork.token() + "@carrier", null);
    call.others.addAll(servers.subList(1, servers.size()));
    call.number = from;
    call.called = to;
    call.local = "<sip:" + from + "@" + network.host() + ">;tag=" + call.tag;
    call.voice = new Voice(network.host());
    if (Behaviour.of(from) == Behaviour.ANSWERS) {
      call.voice.person(Person.calling(network.sentences()), call::leave);
    }
    call.offer = Media.offer(network.host(), call.voice.port());
    call.dial();
    return call;
  }

  private void dial() {
    remote = "<sip:" + called + "@" + peer.getHostString() + ">";
    target = "sip:" + called + "@" + peer.getHostString() + ":" + peer.getPort();
    int attempt = sequence;
    resend(request("INVITE", attempt, offer), 0);
    network.later(
        () -> {
          if (attempt == sequence && state == State.RINGING && !isHeard) {
            elsewhere();
          }
        },
        UNANSWERED_MILLIS);
  }

  /** The peer does not take it: another server of the same customer may; false: there is none. */
  private boolean elsewhere() {
    InetSocketAddress next = others.poll();
    if (next == null) {
      return false;
    }
    peer = next;
    sequence++;
    isHeard = false;
    dial();
    return true;
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

  /** When its INVITE came, or was sent. */
  Instant since() {
    return since;
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
      case SHORT -> {
        respond(invite, "180 Ringing", null);
        answer();
      }
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
    } else if (behaviour == Behaviour.LISTENS) {
      voice.quiet();
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
      if (behaviour == Behaviour.HANGS_UP || behaviour == Behaviour.SHORT) {
        network.later(this::hangUp, behaviour == Behaviour.SHORT ? SHORT_MILLIS : HANG_UP_MILLIS);
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
    if (response.sequence() != sequence) {
      // Of an attempt elsewhere that was given up.
      return;
    }
    int status = response.status();
    resending = null;
    isHeard = true;
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
      // Part of the INVITE's own transaction, unlike the ACK of a 2xx (RFC 3261, 17.1.1.3).
      network.send(request("ACK", branch(sequence), sequence, null), peer);
      if (status != UNAVAILABLE || !elsewhere()) {
        over();
      }
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

  private String branch(int number) {
    return tag + number;
  }

  private String request(String method, int number, String sdp) {
    boolean isOfInvite = method.equals("CANCEL") || method.equals("INVITE");
    return request(method, isOfInvite ? branch(number) : SipNetwork.token(), number, sdp);
  }

  private String request(String method, String branch, int number, String sdp) {
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
