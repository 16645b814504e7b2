package com.jagcall.webhooks.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;

/** The symmetric signature of Standard Webhooks 1.0. */
public final class Signature {
  private Signature() {}

  /**
   * The value of the header {@code webhook-signature}.
   *
   * @param timestamp seconds since 1970, as in {@code webhook-timestamp}
   * @param body as it is posted, in UTF-8
   * @param secrets the current one first; each signs, so that a receiver that knows any of them is
   *     content
   */
  public static String of(String id, long timestamp, byte[] body, List<SigningSecret> secrets) {
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(secret, head, body)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] hmac(SigningSecret secret, byte[] head, byte[] body) {
    Mac mac = secret.mac();
    mac.update(head);
    return mac.doFinal(body);
  }
}
