package com.jagcall.webhooks.signing;

import com.jagcall.webhooks.WebhooksConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must not be readable in the database or its backups: AES-256-GCM (NIST SP 800-38D)
 * under a key derived from the operator's. The owner of a secret is part of what is authenticated,
 * so that nobody can move a sealed secret to another row.
 *
 * <pre>
 * key id (4 bytes) | nonce (12 bytes) | ciphertext and tag
 * </pre>
 */
@ApplicationScoped
public class SecretBox {
  private static final int MIN_KEY_LENGTH = 24;
  private static final int KEY_ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final SecureRandom random = new SecureRandom();
  private final Map<ByteBuffer, SecretKeySpec> keys = new LinkedHashMap<>();

  @Inject
  SecretBox(WebhooksConfig config) {
    this(config.secretKey(), config.previousSecretKey());
  }

  SecretBox(String key, Optional<String> previousKey) {
    add(key);
    previousKey.ifPresent(this::add);
  }

  private void add(String text) {
    if (text.strip().length() < MIN_KEY_LENGTH) {
      throw new IllegalStateException(
          "jagcall.webhook.secret-key must have at least " + MIN_KEY_LENGTH + " characters");
    }
    byte[] key = derived(text.strip());
    keys.put(keyId(key), new SecretKeySpec(key, "AES"));
  }

  /** HKDF (RFC 5869) with SHA-256 for one block, which is as long as the key. */
  private static byte[] derived(String text) {
    byte[] salt = "jagcall.webhook.secret-key".getBytes(StandardCharsets.UTF_8);
    byte[] extracted = hmac(salt, text.getBytes(StandardCharsets.UTF_8));
    return hmac(extracted, new byte[] {1});
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }

  private static ByteBuffer keyId(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return ByteBuffer.wrap(Arrays.copyOf(digest, KEY_ID_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Seals a secret.
   *
   * @param owner whose it is: needed again to open it
   */
  public byte[] seal(SigningSecret secret, String owner) {
    Map.Entry<ByteBuffer, SecretKeySpec> current = keys.entrySet().iterator().next();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, current.getValue(), nonce, secret.bytes(), owner);
    return ByteBuffer.allocate(KEY_ID_BYTES + NONCE_BYTES + sealed.length)
        .put(current.getKey().duplicate())
        .put(nonce)
        .put(sealed)
        .array();
  }

  /**
   * Opens what was sealed.
   *
   * @throws IllegalStateException when it was sealed under another key or for another owner
   */
  public SigningSecret open(byte[] sealed, String owner) {
    SecretKeySpec key = keys.get(ByteBuffer.wrap(Arrays.copyOf(sealed, KEY_ID_BYTES)));
    if (key == null) {
      throw new IllegalStateException(
          "a signing secret was sealed under neither jagcall.webhook.secret-key nor"
              + " previous-secret-key");
    }
    int start = KEY_ID_BYTES + NONCE_BYTES;
    byte[] nonce = Arrays.copyOfRange(sealed, KEY_ID_BYTES, start);
    byte[] text = Arrays.copyOfRange(sealed, start, sealed.length);
    return new SigningSecret(run(Cipher.DECRYPT_MODE, key, nonce, text, owner));
  }

  private static byte[] run(int mode, SecretKeySpec key, byte[] nonce, byte[] text, String owner) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a signing secret cannot be sealed or opened", e);
    }
  }
}
