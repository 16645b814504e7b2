package com.jagcall.common.admission;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A Lua script that Redis runs by its digest, and is taught when it has forgotten it. */
final class Script {
  private final String source;
  private final String digest;

  private Script(String source) {
    this.source = source;
    this.digest = sha1(source);
  }

  static Script load(String resource) {
    try (InputStream stream = Script.class.getClassLoader().getResourceAsStream(resource)) {
      return new Script(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Uni<Response> run(Redis redis, List<String> keys, List<String> arguments) {
    return redis
        .send(request(Command.EVALSHA, digest, keys, arguments))
        .onFailure(failure -> String.valueOf(failure.getMessage()).startsWith("NOSCRIPT"))
        .recoverWithUni(() -> redis.send(request(Command.EVAL, source, keys, arguments)));
  }

  private static Request request(
      Command command, String script, List<String> keys, List<String> arguments) {
    Request request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    arguments.forEach(request::arg);
    return request;
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
