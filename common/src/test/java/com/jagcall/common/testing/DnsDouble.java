package com.jagcall.common.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server (RFC 1035) that answers as a test wants it to: each question for an A record with
 * the next of a list, never to be remembered. It knows no AAAA records.
 */
public final class DnsDouble implements QuarkusTestResourceLifecycleManager {
  private static final int A = 1;

  private DatagramSocket socket;
  private final Map<String, List<List<String>>> answers = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> questions = new ConcurrentHashMap<>();

  @Override
  public Map<String, String> start() {
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "dns");
    thread.setDaemon(true);
    thread.start();
    return Map.of("jagcall.webhook.dns-servers", address());
  }

  /** Where it answers, as {@code address:port}. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void stop() {
    socket.close();
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(DnsDouble.class));
  }

  /**
   * From now on the first question is answered with the first of these, and so on.
   *
   * @param addresses each one or several, with spaces between
   */
  public void answer(String name, String... addresses) {
    questions.put(name, new AtomicInteger());
    answers.put(name, Arrays.stream(addresses).map(one -> List.of(one.split(" "))).toList());
  }

  /** How often the name's address was asked for. */
  public int questions(String name) {
    return questions.get(name).get();
  }

  private void serve() {
    byte[] buffer = new byte[1500];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()).slice());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // Closed, or nobody waits for it any more.
      }
    }
  }

  private byte[] answer(ByteBuffer question) throws IOException {
    int id = question.getShort(0);
    StringBuilder name = new StringBuilder();
    question.position(12);
    for (int length = question.get(); length > 0; length = question.get()) {
      byte[] label = new byte[length];
      question.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
    }
    int type = question.getShort();
    question.getShort();
    List<String> addresses = type == A ? next(name.toString()) : List.of();
    boolean isKnown = answers.containsKey(name.toString());
    ByteBuffer answer = ByteBuffer.allocate(512);
    answer.putShort((short) id).putShort((short) (isKnown ? 0x8580 : 0x8583));
    answer.putShort((short) 1).putShort((short) addresses.size()).putInt(0);
    answer.put(question.array(), question.arrayOffset() + 12, question.position() - 12);
    for (String address : addresses) {
      answer.putShort((short) 0xC00C).putShort((short) A).putShort((short) 1).putInt(0);
      answer.putShort((short) 4).put(InetAddress.getByName(address).getAddress());
    }
    return Arrays.copyOf(answer.array(), answer.position());
  }

  private List<String> next(String name) {
    List<List<String>> all = answers.get(name);
    if (all == null) {
      return List.of();
    }
    int asked = questions.get(name).getAndIncrement();
    return all.get(Math.min(asked, all.size() - 1));
  }
}
