package com.jagcall.carrier.sip;

import com.jagcall.carrier.Part;
import com.jagcall.carrier.control.Command;
import com.jagcall.carrier.control.Parameters;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The telephone network's SIP side, on loopback. */
public final class SipNetwork implements Part {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CALLS_MAX = 5_000;

  private final int wantedPort;
  private final List<InetSocketAddress> customer;
  private final Map<String, Conversation> calls = new LinkedHashMap<>();
  private final Pacer pacer = new Pacer();
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "carrier-sip");
            thread.setDaemon(true);
            return thread;
          });
  private SpokenSentences sentences;
  private DatagramSocket socket;
  private long taken;

  /**
   * @param port 0 for any
   * @param customer where calls to the customer's numbers go: to the first that takes them
   */
  public SipNetwork(int port, List<InetSocketAddress> customer) {
    this.wantedPort = port;
    this.customer = List.copyOf(customer);
  }

  static String token() {
    byte[] bytes = new byte[10];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String name() {
    return "sip";
  }

  @Override
  public void start() throws IOException {
    socket = new DatagramSocket(wantedPort, InetAddress.getByName("127.0.0.1"));
    socket.setReceiveBufferSize(1 << 20);
    sentences = SpokenSentences.of(Person.SENTENCES);
    pacer.start();
    Thread reader = new Thread(this::read, "carrier-sip-read");
    reader.setDaemon(true);
    reader.start();
    System.out.println("SIP is on port " + port());
  }

  String host() {
    return "127.0.0.1";
  }

  public int port() {
    return socket.getLocalPort();
  }

  SpokenSentences sentences() {
    return sentences;
  }

  Pacer pacer() {
    return pacer;
  }

  private void read() {
    byte[] buffer = new byte[65_535];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        Instant at = Instant.now();
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        InetSocketAddress from = new InetSocketAddress(packet.getAddress(), packet.getPort());
        SipText message = SipText.parse(text);
        if (message != null) {
          loop.execute(() -> receive(message, from, at));
        }
      } catch (IOException | RejectedExecutionException closed) {
        if (!socket.isClosed()) {
          System.err.println("SIP: " + closed.getMessage());
        }
      } catch (RuntimeException broken) {
        System.err.println("SIP: a message that cannot be read");
      }
    }
  }

  private void receive(SipText message, InetSocketAddress from, Instant at) {
    try {
      Conversation call = calls.get(message.header("Call-ID"));
      if (call != null) {
        call.receive(message);
      } else if (message.request()
          && message.method().equals("INVITE")
          && calls.size() < CALLS_MAX) {
        taken++;
        call = Conversation.called(this, from, message, at);
        calls.put(call.callId(), call);
      } else if (message.request() && !message.method().equals("ACK")) {
        boolean known = message.method().equals("OPTIONS") || message.method().equals("REGISTER");
        String contact = "sip:carrier@" + host() + ":" + port();
        send(message.response(known ? "200 OK" : "481 No Such Call", token(), contact, null), from);
      }
    } catch (RuntimeException broken) {
      System.err.println("SIP: a message that makes no sense");
    }
  }

  void send(String message, InetSocketAddress to) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      // Like a packet that got lost on its way.
    }
  }

  void later(Runnable work, int millis) {
    try {
      loop.schedule(work, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      // Nothing is left to be done.
    }
  }

  void forget(Conversation call) {
    calls.remove(call.callId());
  }

  @Override
  public Map<String, Command> commands() {
    Map<String, Command> all = new LinkedHashMap<>();
    all.put("state", new Command("the calls there are, and what numbers do", this::state));
    all.put(
        "call",
        new Command(
            "from=+1… to=+1… server=1: a telephone calls one of your numbers, and asks that server"
                + " first",
            this::call));
    all.put("hangup", new Command("call=…: ends a call, or all of them", this::hangUp));
    all.put("digits", new Command("call=… digits=1234#: presses keys", this::digits));
    return all;
  }

  private Object state(Parameters parameters) {
    return onLoop(
        () -> {
          List<Object> list = new ArrayList<>();
          for (Conversation call : calls.values()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("call", call.callId());
            one.put("number", call.number());
            one.put("direction", call.inbound() ? "to the network" : "from the network");
            one.put("state", call.state());
            one.put("since", call.since().toString());
            one.put("frames_received", call.framesReceived());
            list.add(one);
          }
          Map<String, Object> state = new LinkedHashMap<>();
          state.put("port", port());
          state.put("taken", taken);
          state.put("calls", list);
          state.put("numbers", Arrays.stream(Behaviour.values()).map(Behaviour::what).toList());
          return state;
        });
  }

  private Object call(Parameters parameters) {
    String from = number(parameters, "from");
    String to = number(parameters, "to");
    List<InetSocketAddress> servers = servers(parameters);
    return onLoop(
        () -> {
          try {
            Conversation call = Conversation.calls(this, servers, from, to);
            calls.put(call.callId(), call);
            return Map.of("call", call.callId());
          } catch (IOException e) {
            throw new IllegalArgumentException("no port for the call's audio");
          }
        });
  }

  /** The customer's, in their order from the one that is to be asked first. */
  private List<InetSocketAddress> servers(Parameters parameters) {
    int first = parameters.number("server", 1, customer.size());
    List<InetSocketAddress> servers = new ArrayList<>(customer);
    Collections.rotate(servers, 1 - first);
    return servers;
  }

  private static String number(Parameters parameters, String name) {
    String number = parameters.required(name);
    if (!number.matches("\\+[1-9][0-9]{1,14}")) {
      throw new IllegalArgumentException(name + " is a number like +15550100123");
    }
    return number;
  }

  private Object hangUp(Parameters parameters) {
    return onLoop(
        () -> {
          List<Conversation> chosen = chosen(parameters);
          chosen.forEach(Conversation::hangUp);
          return Map.of("ended", chosen.size());
        });
  }

  private Object digits(Parameters parameters) {
    String digits = parameters.required("digits");
    if (!digits.matches("[0-9*#A-D]{1,32}")) {
      throw new IllegalArgumentException("digits are 0 to 9, *, # and A to D");
    }
    return onLoop(
        () -> {
          List<Conversation> chosen = chosen(parameters);
          chosen.forEach(call -> call.press(digits));
          return Map.of("pressed_in", chosen.size());
        });
  }

  private List<Conversation> chosen(Parameters parameters) {
    return calls.values().stream()
        .filter(call -> parameters.text("call").map(call.callId()::equals).orElse(true))
        .filter(call -> call.state() != Conversation.State.OVER)
        .toList();
  }

  private Object onLoop(java.util.function.Supplier<Object> work) {
    try {
      return CompletableFuture.supplyAsync(work, loop).join();
    } catch (java.util.concurrent.CompletionException e) {
      throw e.getCause() instanceof IllegalArgumentException wrong ? wrong : e;
    }
  }

  @Override
  public void close() {
    loop.shutdownNow();
    pacer.stop();
    if (socket != null) {
      socket.close();
    }
  }
}
