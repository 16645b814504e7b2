package com.jagcall.calls.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

/** A certificate for 127.0.0.1, made by openssl, in a folder of a test's. */
final class Certificates {

  private Certificates() {}

  static void needed() {
    Tools.needed("openssl", "SIP over TLS");
  }

  static SipSettings.Tls make(Path folder, String address) throws Exception {
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=test",
                "-addext",
                "subjectAltName=IP:" + address,
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl").toFile())
            .start();
    assertEquals(0, openssl.waitFor());
    return new SipSettings.Tls(certificate, key, certificate);
  }
}
