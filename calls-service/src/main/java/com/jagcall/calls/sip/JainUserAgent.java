package com.jagcall.calls.sip;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The user agent on JAIN-SIP. */
public final class JainUserAgent implements SipUserAgent {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

  private final Core core;
  private final Names names;
  private final Trunks trunks;
  private final InboundCalls inbound;
  private final List<Registration> registrations = new ArrayList<>();
  private final AtomicInteger outboundLegs = new AtomicInteger();
  private volatile boolean started;
  private volatile boolean draining;
  private volatile boolean stopped;

  /** Makes it; nothing happens before {@link #start}. */
  public JainUserAgent(SipSettings settings) {
    PacketGate gate = new PacketGate(settings.trunks());
    Loop loop = new Loop("sip");
    SipTransport transport = new SipTransport(settings, gate);
    names = new Names(settings.dnsServer());
    Sender sender = new Sender(loop, transport, names);
    Messages messages = new Messages(publicAddress(settings), transport);
    core = new Core(loop, transport, sender, messages, new Receivers(), settings, gate);
    trunks =
        new Trunks(
            settings.trunks().stream().map(trunk -> new TrunkLine(trunk, core, names)).toList());
    inbound = new InboundCalls(core);
  }

  /**
   * The address others reach us at: as configured, else the one we are bound to, else the first
   * that is not loopback.
   */
  private static String publicAddress(SipSettings settings) {
    if (settings.publicAddress() != null) {
      return settings.publicAddress();
    }
    try {
      if (!InetAddress.getByName(settings.bindAddress()).isAnyLocalAddress()) {
        return settings.bindAddress();
      }
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .findFirst()
          .map(InetAddress::getHostAddress)
          .orElse("127.0.0.1");
    } catch (UnknownHostException | SocketException e) {
      throw new IllegalStateException("no address for SIP", e);
    }
  }

  /** The port of a transport, for those who let it be chosen. */
  public int port(Transport transport) {
    return core.transport().port(transport);
  }

  /** Packets and connections of strangers refused so far. */
  public long dropped() {
    return core.gate().dropped();
  }

  /**
   * Dialogs whose messages are still recognised: of legs, and of those that ended within the last
   * half minute.
   */
  int remembered() {
    return core.receivers().size();
  }

  @Override
  public Leg dial(Dial dial, LegListener listener) {
    OutboundLeg[] leg = new OutboundLeg[1];
    Notices notices =
        new Notices(
            dial.callId(),
            listener,
            () -> {
              outboundLegs.decrementAndGet();
              leg[0].over();
            });
    leg[0] = new OutboundLeg(core, dial, notices);
    outboundLegs.incrementAndGet();
    boolean open = started && !stopped;
    boolean taken =
        core.loop().execute(() -> leg[0].begin(open ? trunks.serving(dial.to()) : List.of()));
    if (!taken) {
      notices.end(EndCause.STOPPED, 0, "stopped", false);
    }
    return leg[0];
  }

  @Override
  public void onInvite(InboundHandler handler) {
    core.loop().execute(() -> inbound.handler(handler));
  }

  @Override
  public void start() {
    core.transport().open(new Ear(core, trunks, inbound));
    started = true;
    core.loop().execute(this::meetTrunks);
  }

  private void meetTrunks() {
    for (TrunkLine line : trunks.all()) {
      line.servers(servers -> {});
      if (line.trunk().register()) {
        Registration registration = new Registration(core, line);
        registrations.add(registration);
        registration.start();
      }
      if (!line.trunk().keepAlive().isZero()) {
        new KeepAlive(core, line).start();
      } else if (!line.trunk().hosts().stream()
          .allMatch(host -> HostAndPort.parse(host).literal())) {
        lookAgain(line);
      }
    }
  }

  /** A trunk known by name may call from an address its name got only lately. */
  private void lookAgain(TrunkLine line) {
    core.loop()
        .after(
            Duration.ofSeconds(61),
            () -> {
              line.servers(servers -> {});
              lookAgain(line);
            });
  }

  @Override
  public void drain() {
    draining = true;
    core.loop().execute(inbound::close);
  }

  @Override
  public void stop() {
    if (stopped) {
      return;
    }
    draining = true;
    stopped = true;
    if (started) {
      CountDownLatch left = new CountDownLatch(registrations.size() + 1);
      core.loop()
          .execute(
              () -> {
                inbound.close();
                core.receivers().all().forEach(Receivers.Receiver::stop);
                registrations.forEach(registration -> registration.leave(left::countDown));
                // BYEs and CANCELs get a moment to arrive.
                core.loop().after(Duration.ofMillis(300), left::countDown);
              });
      try {
        left.await(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    core.loop().stop();
    core.sender().stop();
    core.transport().close();
  }

  @Override
  public boolean ready() {
    return started
        && !draining
        && (trunks.all().isEmpty() || trunks.all().stream().anyMatch(TrunkLine::available));
  }

  @Override
  public int legs() {
    return outboundLegs.get() + inbound.legs();
  }
}
