package com.jagcall.local.secret;

import com.jagcall.common.id.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The passwords and keys of one stack, made when first asked for and kept in its data folder,
 * readable by their owner only.
 *
 * <pre>
 * passwords/NAME        one line
 * keys/ISSUER.key.pem   EC P-256 private key, PKCS#8
 * public-keys/ISSUER.pem   its public key, X.509 SubjectPublicKeyInfo
 * </pre>
 */
public final class Secrets {

  /** 24 characters of 62 are 142 bits. */
  private static final int PASSWORD_LENGTH = 24;

  private final Path folder;

  public Secrets(Path folder) throws IOException {
    this.folder = folder;
    PrivateFiles.createFolder(folder);
    PrivateFiles.createFolder(folder.resolve("passwords"));
    PrivateFiles.createFolder(folder.resolve("keys"));
    PrivateFiles.createFolder(folder.resolve("public-keys"));
  }

  /** The password of that name; letters and digits only, so that it fits into any address. */
  public String password(String name) throws IOException {
    Path file = passwordFile(name);
    if (!Files.exists(file)) {
      PrivateFiles.write(file, Ids.base62(PASSWORD_LENGTH) + "\n");
    }
    return Files.readString(file).strip();
  }

  public Path passwordFile(String name) {
    return folder.resolve("passwords").resolve(name);
  }

  /** The folder that holds the public key of every issuer made so far. */
  public Path publicKeys() {
    return folder.resolve("public-keys");
  }

  /** The private key with which that issuer signs, as a file. */
  public Path privateKeyFile(String issuer) throws IOException {
    Path privateKey = folder.resolve("keys").resolve(issuer + ".key.pem");
    if (!Files.exists(privateKey)) {
      KeyPair pair = newKeyPair();
      // The private key last: it is what says that the pair is complete.
      PrivateFiles.write(
          publicKeys().resolve(issuer + ".pem"), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      PrivateFiles.write(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }
    return privateKey;
  }

  public PrivateKey privateKey(String issuer) throws IOException {
    String base64 =
        Files.readString(privateKeyFile(issuer))
            .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "");
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      throw new IOException("not a private key: " + privateKeyFile(issuer), broken);
    }
  }

  private static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK has no P-256", impossible);
    }
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
