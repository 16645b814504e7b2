package com.jagcall.local.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir Path folder;

  @Test
  void password_isMadeOnceAndKept() throws IOException {
    String first = new Secrets(folder).password("redis");
    assertTrue(first.matches("[A-Za-z0-9]{24}"), first);
    assertEquals(first, new Secrets(folder).password("redis"));
    assertNotEquals(first, new Secrets(folder).password("postgres-agents"));
  }

  @Test
  void keyPair_signsAndVerifiesFromItsFiles() throws Exception {
    Secrets secrets = new Secrets(folder);
    byte[] text = "text".getBytes(StandardCharsets.UTF_8);
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(secrets.privateKey("operator"));
    signer.update(text);
    byte[] signature = signer.sign();

    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(publicKey(secrets.publicKeys().resolve("operator.pem")));
    verifier.update(text);
    assertTrue(verifier.verify(signature));
    assertEquals(secrets.privateKey("operator"), new Secrets(folder).privateKey("operator"));
  }

  private static PublicKey publicKey(Path pem) throws Exception {
    List<String> lines = Files.readAllLines(pem);
    assertEquals("-----BEGIN PUBLIC KEY-----", lines.get(0));
    assertEquals("-----END PUBLIC KEY-----", lines.get(lines.size() - 1));
    byte[] der = Base64.getDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
  }

  @Test
  void everything_isReadableByItsOwnerOnly() throws IOException {
    Secrets secrets = new Secrets(folder.resolve("secrets"));
    secrets.password("redis");
    secrets.privateKeyFile("agents-service");
    try (Stream<Path> paths = Files.walk(folder.resolve("secrets"))) {
      for (Path path : paths.toList()) {
        assertEquals(
            Files.isDirectory(path) ? "rwx------" : "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
            path.toString());
      }
    }
  }
}
