package com.jagcall.webhooks.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A receiver that costs next to nothing: reads just enough of HTTP/1.1 to answer what
 * webhooks-service sends, remembers when each webhook-id came, and is silent at paths that were
 * killed.
 */
final class Sink implements AutoCloseable {
  private static final Buffer ANSWER =
      Buffer.buffer("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
  private static final String HEAD_END = "\r\n\r\n";

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final AtomicInteger count = new AtomicInteger();
  private final ConcurrentHashMap<String, Long> nanos = new ConcurrentHashMap<>();
  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private final NetServer server;

  Sink() throws Exception {
    server =
        vertx
            .createNetServer(new NetServerOptions().setAcceptBacklog(2_000))
            .connectHandler(socket -> socket.handler(new Requests(socket)::read))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  /** What comes over one connection. */
  private final class Requests {
    private final NetSocket socket;
    private String rest = "";

    Requests(NetSocket socket) {
      this.socket = socket;
    }

    void read(Buffer piece) {
      String text = rest + piece.toString(StandardCharsets.ISO_8859_1);
      int end = text.indexOf(HEAD_END);
      while (end >= 0) {
        String head = text.substring(0, end);
        int next = end + HEAD_END.length() + Integer.parseInt(header(head, "content-length: "));
        if (next > text.length()) {
          break;
        }
        take(head);
        text = text.substring(next);
        end = text.indexOf(HEAD_END);
      }
      rest = text;
    }

    private void take(String head) {
      if (dead.contains(head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/")))) {
        return;
      }
      nanos.put(header(head, "webhook-id: "), System.nanoTime());
      count.incrementAndGet();
      socket.write(ANSWER);
    }

    private static String header(String head, String name) {
      int start = head.indexOf(name) + name.length();
      int end = head.indexOf('\r', start);
      return end < 0 ? head.substring(start) : head.substring(start, end);
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  void kill(String path) {
    dead.add(path);
  }

  int count() {
    return count.get();
  }

  /** When it came, or null. */
  Long at(String id) {
    return nanos.get(id);
  }

  @Override
  public void close() {
    vertx.close();
  }
}
