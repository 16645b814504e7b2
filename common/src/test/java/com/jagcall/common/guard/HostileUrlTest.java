package com.jagcall.common.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.testing.HostileUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an attacker would have us call, by URL and by DNS, is refused, and each time it is said why.
 */
class HostileUrlTest {
  private final TargetGuard guard = new TargetGuard(true, List.of());

  static List<HostileUrl> hostileUrls() {
    return HostileUrl.all();
  }

  @ParameterizedTest
  @MethodSource("hostileUrls")
  void hostileUrl_isRefusedWithAReason(HostileUrl hostile) {
    assertEquals(
        hostile.reason(),
        assertThrows(RefusedTargetException.class, () -> guard.check(hostile.url())).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | a loopback address",
        "8.8.8.8 10.0.0.1 | a private address",
        "2606:4700::1 ::1 | a loopback address",
        "8.8.8.8 ::ffff:192.168.0.1 | a private address",
        "169.254.169.254 | the cloud's metadata service",
        "fd00:ec2::254 | the cloud's metadata service",
        "64:ff9b::10.1.2.3 | a private address",
        "2002:a00:1::1 | a 6to4 tunnel",
        "0.0.0.0 | an address of this host",
        "::127.0.0.1 | an IPv4-compatible address",
        "100.127.255.254 | a carrier's shared address",
        "255.255.255.255 | the broadcast address",
      })
  void hostileAnswerOfDns_condemnsTheName(String addresses, String fault) throws Exception {
    List<InetAddress> answer = addresses(addresses.split(" "));
    assertEquals(
        "not sent: the host leads to " + fault,
        assertThrows(RefusedTargetException.class, () -> guard.judge(answer)).getMessage());
  }

  private static List<InetAddress> addresses(String... texts) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      addresses.add(InetAddress.getByName(text));
    }
    return addresses;
  }

  @Test
  void noAddress_isRefused() {
    assertThrows(RefusedTargetException.class, () -> guard.judge(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com",
    "https://example.com:8443/path?query=1",
    "http://8.8.8.8/",
    "http://[2606:4700:4700::1111]:8080/a",
    "https://xn--bcher-kva.example/",
    "https://hooks.example.com./",
  })
  void ordinaryUrl_isAccepted(String url) {
    if (url.endsWith("com./")) {
      assertThrows(RefusedTargetException.class, () -> guard.check(url));
    } else {
      assertTrue(guard.check(url).port() > 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://Example.com, example.com",
    "https://example.com:443/a, example.com",
    "https://example.com:80/, example.com:80",
    "http://8.8.8.8:8080/, 8.8.8.8:8080",
    "https://[2606:4700:4700::1111]/, [2606:4700:4700::1111]",
    "http://[2606:4700:4700::1111]:8080/a, [2606:4700:4700::1111]:8080",
  })
  void authority_isAsTheHeaderHostHasIt(String url, String authority) {
    assertEquals(authority, guard.check(url).authority());
  }

  @Test
  void publicAddresses_areAccepted() throws Exception {
    List<InetAddress> answer =
        addresses(
            "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::8.8.8.8", "172.32.0.1", "100.128.0.1");
    assertEquals(answer, guard.judge(answer));
  }

  @Test
  void httpUrl_isRefusedUnlessTheOperatorAllowsIt() {
    TargetGuard strict = new TargetGuard(false, List.of());
    assertEquals(
        "must be an https URL",
        assertThrows(RefusedTargetException.class, () -> strict.check("http://example.com/"))
            .getMessage());
    assertTrue(strict.check("HTTPS://Example.com/A").isHttps());
    assertEquals("example.com", strict.check("HTTPS://Example.com/A").host());
    assertEquals("/A", strict.check("HTTPS://Example.com/A").pathAndQuery());
  }

  @Test
  void allowedNetworks_areAcceptedAndTheirNeighboursNot() throws Exception {
    TargetGuard open = new TargetGuard(true, List.of("10.1.0.0/16", "::1/128", "127.0.0.0/8"));
    assertEquals("10.1.2.3", open.check("http://10.1.2.3/").host());
    assertEquals("::1", open.check("http://[::1]/").host());
    assertEquals("localhost", open.check("http://localhost:9000/").host());
    assertTrue(open.judge(addresses("10.1.255.255", "127.0.0.1")).size() == 2);
    assertThrows(RefusedTargetException.class, () -> open.check("http://10.2.0.0/"));
    assertThrows(RefusedTargetException.class, () -> open.check("http://[::2]/"));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0", "10.0.0.0/33", "example.com/8", "/8", "10.0.0.0/-1", "::/129"})
  void noRange_isNoAllowedNetwork(String cidr) {
    assertThrows(IllegalArgumentException.class, () -> new TargetGuard(true, List.of(cidr)));
  }
}
