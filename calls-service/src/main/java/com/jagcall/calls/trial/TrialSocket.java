package com.jagcall.calls.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.FrameSink;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The browser's end of a call, as a websocket (RFC 6455). Binary messages are sound: PCM of 16
 * bits, little-endian, 8 kHz, mostly 20 ms of it. Text messages are JSON with a {@code type}; from
 * here {@code said}, {@code clear}, {@code ended}; from there {@link SocketMessage}. Whoever does
 * not keep to that, or sends more than anybody can say, is closed with 1008 or 1009.
 */
final class TrialSocket implements FrameSink {
  /** 200 ms. */
  private static final int MAX_SOUND_BYTES = 3_200;

  private static final int MAX_TEXT = 2_000;

  /** With what JSON adds to it; whatever Vert.x would put together besides. */
  private static final int MAX_MESSAGE = 16_000;

  /** A frame of sound is 50 of them; a network that was stuck brings many at once. */
  private static final int MAX_MESSAGES_A_SECOND = 200;

  /** Five seconds of sound that nobody fetches. */
  private static final int MAX_UNFETCHED = 250;

  private static final int TOO_BIG = 1009;
  private static final int AGAINST_THE_RULES = 1008;
  private static final int NORMAL = 1000;
  private static final int GOING_AWAY = 1001;

  private final ServerWebSocket socket;
  private final Vertx vertx;
  private final ObjectMapper json;
  private final boolean hasSound;
  private final Duration silence;
  private SocketListener listener;
  private long timer = -1;
  private volatile long heardNanos = System.nanoTime();
  private volatile boolean isOver;
  private long secondNanos;
  private int messages;
  private int unfetched;

  /**
   * @param hasSound whether the browser has a microphone
   * @param silence how long nothing may come from it
   */
  TrialSocket(
      ServerWebSocket socket, Vertx vertx, ObjectMapper json, boolean hasSound, Duration silence) {
    this.socket = socket;
    this.vertx = vertx;
    this.json = json;
    this.hasSound = hasSound;
    this.silence = silence;
  }

  /** Begins to listen. */
  void open(SocketListener hearing) {
    listener = hearing;
    socket.binaryMessageHandler(this::sound);
    socket.textMessageHandler(this::text);
    // Sound shows that somebody is there. Who writes shows it by answering.
    socket.pongHandler(pong -> heardNanos = hasSound ? heardNanos : System.nanoTime());
    // Too large for Vert.x, or no websocket any more.
    socket.exceptionHandler(failure -> refuse(TOO_BIG, "this cannot be read"));
    socket.closeHandler(closed -> closed());
    timer = vertx.setPeriodic(Math.max(1, silence.toMillis() / 4), id -> look());
    if (socket.isClosed()) {
      closed();
    }
  }

  private void closed() {
    vertx.cancelTimer(timer);
    Short code = socket.closeStatusCode();
    boolean isOrderly = code != null && (code == NORMAL || code == GOING_AWAY);
    listener.gone(
        isOrderly ? EndReason.REMOTE_HANGUP : EndReason.CONNECTION_LOST, "websocket " + code);
  }

  private void look() {
    if (System.nanoTime() - heardNanos > silence.toNanos()) {
      listener.gone(
          hasSound ? EndReason.MEDIA_TIMEOUT : EndReason.CONNECTION_LOST,
          "nothing came for " + silence.toSeconds() + " s");
    } else if (!socket.isClosed()) {
      socket.writePing(Buffer.buffer());
    }
  }

  private void sound(Buffer message) {
    if (!mayCome()) {
      return;
    }
    if (message.length() > MAX_SOUND_BYTES) {
      refuse(TOO_BIG, "a message of sound has at most 3200 bytes");
    } else if (message.length() % 2 != 0 || !hasSound) {
      refuse(AGAINST_THE_RULES, "sound is PCM of 16 bits, and only where there is a microphone");
    } else {
      heardNanos = System.nanoTime();
      short[] pcm = new short[message.length() / 2];
      for (int i = 0; i < pcm.length; i++) {
        pcm[i] = message.getShortLE(2 * i);
      }
      listener.heard(pcm);
    }
  }

  private void text(String message) {
    if (!mayCome()) {
      return;
    }
    if (message.length() > MAX_MESSAGE) {
      refuse(TOO_BIG, "a message of text has at most 2000 characters");
      return;
    }
    try {
      obey(json.readValue(message, SocketMessage.class));
    } catch (JsonProcessingException e) {
      refuse(AGAINST_THE_RULES, "a message of text is JSON with a type");
    }
  }

  private void obey(SocketMessage message) {
    String type = message == null || message.type() == null ? "" : message.type();
    boolean isText = type.equals("text") && message.text() != null;
    boolean isKey = type.equals("key") && message.key() != null;
    if (isText && message.text().length() <= MAX_TEXT) {
      listener.typed(message.text());
    } else if (isKey && message.key().matches("[0-9*#]")) {
      listener.pressed(message.key().charAt(0));
    } else if (type.equals("end")) {
      listener.gone(EndReason.REMOTE_HANGUP, null);
    } else {
      refuse(AGAINST_THE_RULES, "there is no such message, or too much in it");
    }
  }

  /** False when it is over, or too much comes. */
  private boolean mayCome() {
    if (isOver) {
      return false;
    }
    long now = System.nanoTime();
    if (now - secondNanos > Duration.ofSeconds(1).toNanos()) {
      secondNanos = now;
      messages = 0;
    }
    if (++messages > MAX_MESSAGES_A_SECOND) {
      refuse(AGAINST_THE_RULES, "too many messages");
      return false;
    }
    return true;
  }

  private void refuse(int code, String why) {
    isOver = true;
    socket.close((short) code, why);
    listener.gone(EndReason.CONNECTION_LOST, why);
  }

  @Override
  public void frame(AudioFrame agent, boolean isSound) {
    if (!isSound || !hasSound || isOver) {
      return;
    }
    if (socket.writeQueueFull()) {
      if (++unfetched > MAX_UNFETCHED) {
        listener.gone(EndReason.CONNECTION_LOST, "the browser takes nothing");
      }
      return;
    }
    unfetched = 0;
    Buffer message = Buffer.buffer(2 * AudioLine.FRAME_SAMPLES);
    for (short sample : agent.pcm()) {
      message.appendShortLE(sample);
    }
    socket.writeBinaryMessage(message);
  }

  @Override
  public void cleared() {
    if (hasSound) {
      write("clear", Map.of());
    }
  }

  /** Something was said. */
  void said(Segment segment) {
    write("said", Map.of("segment", segment));
  }

  /** It is over: says why, and closes. */
  void end(EndReason why) {
    write("ended", Map.of("reason", why.wire(), "message", why.message()));
    isOver = true;
    socket.close((short) NORMAL, why.wire());
  }

  private void write(String type, Map<String, Object> members) {
    if (isOver || socket.isClosed()) {
      return;
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("type", type);
    message.putAll(members);
    try {
      socket.writeTextMessage(json.writeValueAsString(message));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message is always JSON", e);
    }
  }
}
