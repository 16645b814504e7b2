package com.jagcall.calls.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** The sums of RFC 2617 section 3.5 and RFC 7616 section 3.9.1. */
class DigestTest {

  @Test
  void md5_isRfc2617s() {
    String ha1 = DigestAnswers.hash("MD5", "Mufasa", "testrealm@host.com", "Circle Of Life");
    String ha2 = DigestAnswers.hash("MD5", "GET", "/dir/index.html");
    String nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";
    assertEquals(
        "6629fae49393a05397450978507c4ef1",
        DigestAnswers.hash("MD5", ha1, nonce, "00000001", "0a4f113b", "auth", ha2));
  }

  @Test
  void sha256_isRfc7616s() {
    String ha1 = DigestAnswers.hash("SHA-256", "Mufasa", "http-auth@example.org", "Circle of Life");
    String ha2 = DigestAnswers.hash("SHA-256", "GET", "/dir/index.html");
    assertEquals(
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        DigestAnswers.hash(
            "SHA-256",
            ha1,
            "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            "00000001",
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            "auth",
            ha2));
  }

  @Test
  void password_standsInNoString() {
    assertFalse(new Credentials("jag", "secret").toString().contains("secret"));
  }
}
