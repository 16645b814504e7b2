package com.jagcall.calls.trial;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A browser's websocket, without the browser. */
final class BrowserDouble implements AutoCloseable {
  static final int FRAME_BYTES = 320;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final List<JsonObject> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger soundBytes = new AtomicInteger();
  private final WebSocket socket;
  private volatile boolean isClosed;

  /** Throws {@link UpgradeRejectedException} inside a {@link CompletionException} when refused. */
  BrowserDouble(int port, String path, String origin) {
    WebSocketClient client = vertx.createWebSocketClient();
    WebSocketConnectOptions options =
        new WebSocketConnectOptions().setHost("localhost").setPort(port).setURI(path);
    if (origin != null) {
      options.addHeader("Origin", origin);
    }
    ClientWebSocket made = client.webSocket();
    made.textMessageHandler(text -> heard.add(new JsonObject(text)));
    made.binaryMessageHandler(sound -> soundBytes.addAndGet(sound.length()));
    made.closeHandler(closed -> isClosed = true);
    try {
      socket = made.connect(options).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException refused) {
      close();
      throw refused;
    }
  }

  /** The status with which a handshake is refused. */
  static int refusal(int port, String path, String origin) {
    try {
      new BrowserDouble(port, path, origin).close();
      return 101;
    } catch (CompletionException refused) {
      return ((UpgradeRejectedException) refused.getCause()).getStatus();
    }
  }

  void say(String type, String member, String value) {
    socket.writeTextMessage(new JsonObject().put("type", type).put(member, value).encode());
  }

  void write(String text) {
    socket.writeTextMessage(text);
  }

  void sound(int bytes) {
    socket.writeBinaryMessage(Buffer.buffer(new byte[bytes]));
  }

  /** Silence every 20 ms from now on, as a microphone brings it. */
  void listen() {
    vertx.setPeriodic(20, id -> sound(FRAME_BYTES));
  }

  int soundBytes() {
    return soundBytes.get();
  }

  List<JsonObject> heard(String type) {
    return heard.stream().filter(message -> type.equals(message.getString("type"))).toList();
  }

  /** What was said in the call so far, as {@code speaker: text}. */
  List<String> said() {
    return heard("said").stream()
        .map(message -> message.getJsonObject("segment"))
        .map(segment -> segment.getString("speaker") + ": " + segment.getString("text"))
        .toList();
  }

  void awaitSaid(String line) {
    await(line).atMost(PATIENCE).until(this::said, lines -> lines.contains(line));
  }

  /** The code with which it was closed. */
  int awaitClosed() {
    await("closed").atMost(PATIENCE).until(() -> isClosed);
    return socket.closeStatusCode() == null ? -1 : socket.closeStatusCode();
  }

  void hangUp() {
    socket.close();
  }

  /** The connection is gone without a word. */
  void cutOff() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    cutOff();
  }
}
