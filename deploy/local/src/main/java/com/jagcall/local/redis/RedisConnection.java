package com.jagcall.local.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Enough of the Redis protocol (RESP2) to greet a server and tell it to forget. */
final class RedisConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MAX_LINE_BYTES = 4_096;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;

  RedisConnection(int port) throws IOException {
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    } catch (IOException notThere) {
      socket.close();
      throw notThere;
    }
  }

  /** Simple answers only: the first line, without its type mark. */
  String send(String... words) throws IOException {
    StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      command.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    out.write(command.toString().getBytes(StandardCharsets.UTF_8));
    String line = readLine();
    if (line.startsWith("-")) {
      throw new IOException("Redis: " + line.substring(1));
    }
    return line.substring(1);
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\r'; octet = in.read()) {
      if (octet < 0 || line.size() >= MAX_LINE_BYTES) {
        throw new IOException("Redis broke off");
      }
      line.write(octet);
    }
    if (in.read() != '\n' || line.size() == 0) {
      throw new IOException("Redis broke off");
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
