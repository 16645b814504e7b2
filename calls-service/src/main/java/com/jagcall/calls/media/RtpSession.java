package com.jagcall.calls.media;

import com.jagcall.calls.media.dtmf.DtmfSender;
import com.jagcall.calls.media.rtp.RtpPacket;
import com.jagcall.calls.sdp.AudioTerms;
import com.jagcall.calls.sdp.Direction;
import com.jagcall.calls.sdp.Encryption;
import com.jagcall.calls.sdp.LocalAudio;
import com.jagcall.calls.sdp.Negotiation;
import com.jagcall.calls.sdp.SdpException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** The sound of one call over RTP. */
final class RtpSession implements MediaSession, Pacer.Paced {
  /** A press of a key that is to be told. */
  private record Press(char digit, int durationMillis) {}

  private static final int MAX_PRESSES = 64;

  private final RtpEngine engine;
  private final PortPair ports;
  private final Negotiation negotiation;
  private final Playout playout;
  private final PlayoutLine line;
  private final Inbound inbound;
  private final Outbound outbound;
  private final RtcpExchange rtcp;
  private final Listeners<MediaListener> listeners = new Listeners<>();
  private final Watch watch;
  private final AudioFrame caller = new AudioFrame();
  private final AudioFrame agent = new AudioFrame();
  private final List<String> reached = new ArrayList<>();
  private final Queue<Press> presses = new ArrayDeque<>();
  private long firstRound = -1;
  private volatile AudioTerms terms;
  private boolean wanted;
  private boolean started;
  private volatile boolean closed;

  RtpSession(RtpEngine engine, PortPair ports, MediaSettings settings, Encryption encryption) {
    this.engine = engine;
    this.ports = ports;
    SecureRandom random = engine.random();
    negotiation =
        new Negotiation(
            new LocalAudio(
                settings.network().address(), ports.port(), settings.codecs(), encryption),
            random);
    playout = new Playout(settings.times().playout().toMillis() * AudioLine.SAMPLES_PER_MILLI);
    DtmfSender dtmf = new DtmfSender();
    line = new PlayoutLine(playout, dtmf);
    inbound = new Inbound(settings, this::pressed);
    outbound = new Outbound(playout, dtmf, ports, random);
    rtcp = new RtcpExchange(inbound, outbound, random);
    watch = new Watch(listeners, settings.times().silence());
    engine.receiver().add(ports.rtp(), this::receivedRtp);
    engine.receiver().add(ports.rtcp(), this::receivedRtcp);
  }

  @Override
  public String offer() {
    return offer(Direction.SENDRECV);
  }

  @Override
  public synchronized String offer(Direction direction) {
    return negotiation.offer(direction);
  }

  @Override
  public synchronized String answer(String remoteOffer) throws SdpException {
    Negotiation.Answer answer = negotiation.answer(remoteOffer);
    agree(answer.terms());
    return answer.sdp();
  }

  @Override
  public synchronized void accept(String remoteAnswer) throws SdpException {
    agree(negotiation.accept(remoteAnswer));
  }

  private void agree(AudioTerms agreed) {
    inbound.terms(agreed);
    outbound.terms(agreed);
    terms = agreed;
    beginWhenReady();
  }

  @Override
  public synchronized void start() {
    wanted = true;
    beginWhenReady();
  }

  private void beginWhenReady() {
    if (wanted && terms != null && !started && !closed) {
      started = true;
      rtcp.start(System.nanoTime());
      engine.pacer().add(this);
    }
  }

  @Override
  public AudioLine line() {
    return line;
  }

  @Override
  public void listen(MediaListener listener) {
    listeners.add(listener);
  }

  @Override
  public MediaStats stats() {
    AudioTerms agreed = terms;
    return new MediaStats(
        Optional.ofNullable(agreed).map(known -> known.codec().encoding()),
        agreed != null && agreed.keys().isPresent(),
        inbound.stats(),
        rtcp.stats());
  }

  private void receivedRtp(byte[] packet, int length, InetSocketAddress source, long nanos) {
    if (RtpPacket.isRtcp(packet, length)) {
      rtcp.received(packet, length, source, false, nanos);
    } else {
      inbound.received(packet, length, source, nanos);
    }
  }

  private void receivedRtcp(byte[] packet, int length, InetSocketAddress source, long nanos) {
    rtcp.received(packet, length, source, true, nanos);
  }

  /** Comes from where packets are taken; is told where frames are. */
  private void pressed(char digit, int durationMillis) {
    synchronized (presses) {
      // Before the call is up nobody hears of them; what a stranger can make grow has a bound.
      if (presses.size() < MAX_PRESSES) {
        presses.add(new Press(digit, durationMillis));
      }
    }
  }

  @Override
  public void send(long round, long dueNanos) {
    outbound.send(round, inbound.target(), agent, reached);
  }

  @Override
  public void hear(long round, long dueNanos) {
    if (closed) {
      return;
    }
    if (firstRound < 0) {
      firstRound = round;
    }
    inbound.take(caller, dueNanos);
    long number = round - firstRound;
    line.listeners().tell(listener -> listener.frame(number, caller, agent));
    tellMarks();
    tellPresses();
    AudioTerms agreed = terms;
    rtcp.sendWhenDue(agreed, dueNanos);
    watch.look(agreed, inbound.lastNanos(), rtcp.lastNanos(), dueNanos);
  }

  private void tellMarks() {
    if (!reached.isEmpty()) {
      long played = playout.playedMillis();
      for (String mark : reached) {
        line.listeners().tell(listener -> listener.markReached(mark, played));
      }
      reached.clear();
    }
  }

  private void tellPresses() {
    Press press;
    while ((press = nextPress()) != null) {
      Press told = press;
      line.listeners().tell(listener -> listener.dtmf(told.digit(), told.durationMillis()));
    }
  }

  private Press nextPress() {
    synchronized (presses) {
      return presses.poll();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    engine.forget(this);
    if (started) {
      rtcp.goodbye(terms, System.nanoTime());
    }
    outbound.close();
    ports.close();
    engine.receiver().wakeUp();
  }
}
