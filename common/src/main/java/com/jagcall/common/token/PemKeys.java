package com.jagcall.common.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads elliptic-curve keys from PEM files (RFC 7468). */
final class PemKeys {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private PemKeys() {}

  /** The one private key in a file. */
  static PrivateKey privateKey(Path file) {
    byte[] key = blocks(file, "PRIVATE KEY").get(0);
    return read(file, factory -> factory.generatePrivate(new PKCS8EncodedKeySpec(key)));
  }

  /** The public keys of every issuer that has a file in the folder. */
  static Map<String, List<PublicKey>> publicKeys(Path folder) {
    Map<String, List<PublicKey>> keys = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".pem")) {
          keys.put(name.substring(0, name.length() - ".pem".length()), publicKeysIn(file));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read jagcall.token.public-keys at " + folder, e);
    }
    return keys;
  }

  private static List<PublicKey> publicKeysIn(Path file) {
    List<PublicKey> keys = new ArrayList<>();
    for (byte[] key : blocks(file, "PUBLIC KEY")) {
      KeySpec spec = new X509EncodedKeySpec(key);
      keys.add(read(file, factory -> factory.generatePublic(spec)));
    }
    return keys;
  }

  private static List<byte[]> blocks(Path file, String kind) {
    List<byte[]> blocks = new ArrayList<>();
    try {
      Matcher matcher = BLOCK.matcher(Files.readString(file));
      while (matcher.find()) {
        if (matcher.group(1).equals(kind)) {
          blocks.add(Base64.getMimeDecoder().decode(matcher.group(2)));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the key file " + file, e);
    }
    if (blocks.isEmpty()) {
      throw new IllegalStateException(file + " holds no PEM block '" + kind + "'");
    }
    return blocks;
  }

  private interface Reader<T> {
    T from(KeyFactory factory) throws GeneralSecurityException;
  }

  private static <T> T read(Path file, Reader<T> reader) {
    try {
      return reader.from(KeyFactory.getInstance("EC"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(file + " is no elliptic-curve key", e);
    }
  }
}
