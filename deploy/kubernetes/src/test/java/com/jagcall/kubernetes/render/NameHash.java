package com.jagcall.kubernetes.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** What kustomize puts behind the name of a generated ConfigMap, so that a change is a new one. */
final class NameHash {
  private static final int LENGTH = 10;

  private NameHash() {}

  static String of(JsonNode data) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    data.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    content.putObject("data").setAll(sorted);
    content.put("kind", "ConfigMap");
    // Kustomize looks for the name where it is not, and takes none.
    content.put("name", "");
    return letters(sha256(asGoWritesIt(content)));
  }

  /** Go's JSON escapes what HTML could take for its own. */
  private static String asGoWritesIt(ObjectNode content) {
    return content
        .toString()
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e");
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Vowels and what looks like one are left out, so that no word comes about. */
  private static String letters(String hex) {
    return hex.substring(0, LENGTH)
        .replace('0', 'g')
        .replace('1', 'h')
        .replace('3', 'k')
        .replace('a', 'm')
        .replace('e', 't');
  }
}
