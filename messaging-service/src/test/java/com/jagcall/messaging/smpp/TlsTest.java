package com.jagcall.messaging.smpp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, against an SMSC whose certificate is made out to localhost. */
class TlsTest {

  @TempDir Path folder;

  private record Certified(String key, String certificate) {}

  @BeforeEach
  void requireNode() {
    assumeTrue(NodeSmsc.isPossible(), "there is no npm here");
  }

  private Certified certified(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "smsc",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
    return new Certified(
        pem("PRIVATE KEY", keys.getKey("smsc", "secret".toCharArray()).getEncoded()),
        pem("CERTIFICATE", keys.getCertificate("smsc").getEncoded()));
  }

  private static String pem(String type, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  private static NodeSmsc start(Certified certified) {
    return NodeSmsc.start(
        new JsonObject().put("key", certified.key()).put("cert", certified.certificate()));
  }

  private static Map<String, String> bind(NodeSmsc smsc) {
    Map<String, String> settings = new HashMap<>(Rig.bind("main", smsc.port()));
    settings.put("binds.main.tls.enabled", "true");
    return settings;
  }

  private Map<String, String> trusting(NodeSmsc smsc, Certified certified) throws Exception {
    Path trust = Files.writeString(folder.resolve("trust.pem"), certified.certificate());
    Map<String, String> settings = bind(smsc);
    settings.put("binds.main.tls.trust", trust.toString());
    return settings;
  }

  @Test
  void trustedCertificate_isBoundTo() throws Exception {
    Certified certified = certified("localhost");
    try (NodeSmsc smsc = start(certified);
        Rig rig = Rig.of(trusting(smsc, certified))) {
      rig.awaitReady();
      assertEquals(new SubmitOutcome.Accepted("m1", "main"), rig.sendOne("Hello 😀"));
      assertEquals("Hello 😀", smsc.await("submit", 1).get(0).getString("text"));
    }
  }

  @Test
  void unknownCertificate_orOneOfAnotherHost_isNot() throws Exception {
    Certified other = certified("smsc.example");
    try (NodeSmsc smsc = start(other)) {
      assertNeverBound(smsc, bind(smsc));
      assertNeverBound(smsc, trusting(smsc, other));
    }
  }

  private static void assertNeverBound(NodeSmsc smsc, Map<String, String> settings) {
    try (Rig rig = Rig.of(settings)) {
      await()
          .during(Duration.ofMillis(600))
          .atMost(Duration.ofSeconds(5))
          .until(() -> !rig.queue.isReady());
      assertFalse(rig.queue.isReady());
      assertEquals(0, smsc.events("bind").size());
    }
  }
}
