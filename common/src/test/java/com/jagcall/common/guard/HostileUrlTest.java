package com.jagcall.common.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an attacker would have us call, by URL and by DNS, is refused, and each time it is said why.
 */
class HostileUrlTest {
  private final TargetGuard guard = new TargetGuard(true, List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://127.0.0.1/ | must not lead to a loopback address",
        "http://127.1.2.3:8080/ | must not lead to a loopback address",
        "http://localhost/ | must not lead to a loopback address",
        "http://api.localhost/ | must not lead to a loopback address",
        "http://LOCALHOST/ | must not lead to a loopback address",
        "http://0.0.0.0/ | must not lead to an address of this host",
        "http://10.0.0.1/ | must not lead to a private address",
        "http://172.16.0.1/ | must not lead to a private address",
        "http://172.31.255.255/ | must not lead to a private address",
        "http://192.168.1.1/ | must not lead to a private address",
        "http://169.254.169.254/latest/meta-data/ | must not lead to the cloud's metadata service",
        "http://168.63.129.16/ | must not lead to the cloud's metadata service",
        "http://100.100.100.200/ | must not lead to the cloud's metadata service",
        "http://[::ffff:168.63.129.16]/ | must not lead to the cloud's metadata service",
        "http://[64:ff9b::a83f:8110]/ | must not lead to the cloud's metadata service",
        "http://[::ffff:0:7f00:1]/ | must not lead to a reserved address",
        "http://169.254.0.1/ | must not lead to a link-local address",
        "http://100.64.0.1/ | must not lead to a carrier's shared address",
        "http://192.0.2.1/ | must not lead to an address for documentation",
        "http://198.51.100.7/ | must not lead to an address for documentation",
        "http://203.0.113.9/ | must not lead to an address for documentation",
        "http://198.18.0.1/ | must not lead to an address for benchmarks",
        "http://224.0.0.1/ | must not lead to a multicast address",
        "http://255.255.255.255/ | must not lead to the broadcast address",
        "http://250.0.0.1/ | must not lead to a reserved address",
        "http://2130706433/ | must write an IPv4 address as four decimal numbers",
        "http://0x7f000001/ | must write an IPv4 address as four decimal numbers",
        "http://0x7f.0.0.1/ | must write an IPv4 address as four decimal numbers",
        "http://0177.0.0.1/ | must write an IPv4 address as four decimal numbers",
        "http://127.1/ | must write an IPv4 address as four decimal numbers",
        "http://0/ | must write an IPv4 address as four decimal numbers",
        "http://127.0.0.01/ | must write an IPv4 address as four decimal numbers",
        "http://example.com.127/ | must write an IPv4 address as four decimal numbers",
        "http://127.0.0.1./ | must write an IPv4 address as four decimal numbers",
        "http://[::1]/ | must not lead to a loopback address",
        "http://[::]/ | must not lead to an address of this host",
        "http://[::ffff:127.0.0.1]/ | must not lead to a loopback address",
        "http://[::ffff:a00:1]/ | must not lead to a private address",
        "http://[::127.0.0.1]/ | must not lead to an IPv4-compatible address",
        "http://[64:ff9b::a9fe:a9fe]/ | must not lead to the cloud's metadata service",
        "http://[64:ff9b:1::7f00:1]/ | must not lead to a local translation address",
        "http://[2002:7f00:1::1]/ | must not lead to a 6to4 tunnel",
        "http://[2001:0:4136:e378::1]/ | must not lead to a Teredo tunnel",
        "http://[fd00:ec2::254]/ | must not lead to the cloud's metadata service",
        "http://[fc00::1]/ | must not lead to a private address",
        "http://[fe80::1]/ | must not lead to a link-local address",
        "http://[fe80::1%25eth0]/ | must not name a network interface in its host",
        "http://[fec0::1]/ | must not lead to a site-local address",
        "http://[ff02::1]/ | must not lead to a multicast address",
        "http://[2001:db8::1]/ | must not lead to an address for documentation",
        "http://[4000::1]/ | must not lead to a reserved address",
        "http://user:secret@example.com/ | must not contain a user name or password",
        "http://example.com@127.0.0.1/ | must not contain a user name or password",
        "http://example.com/#fragment | must not contain a fragment",
        "http://example.com:22/ | must not use a port of another protocol than HTTP",
        "http://example.com:6379/ | must not use a port of another protocol than HTTP",
        "http://example.com:0/ | must have a valid port",
        "http://example.com:65536/ | must have a valid port",
        "http://exa_mple.com/ | must have a valid host",
        "http://-example.com/ | must have a valid host",
        "http:///path | must have a valid host",
        "http:example.com | must have a valid host",
        "ftp://example.com/ | must be an https or http URL",
        "file:///etc/passwd | must be an https or http URL",
        "gopher://example.com/ | must be an https or http URL",
        "javascript:alert(1) | must be an https or http URL",
        "http://example.com\\@127.0.0.1/ | must be a valid URL",
        "http://example.com/a b | must be a valid URL",
        "http://ex%61mple.com/ | must have a valid host",
        "http://①②⑦.⓪.⓪.①/ | must be ASCII: percent-encode the path, use punycode for the host",
        "//example.com/ | must be an https or http URL",
        "'' | must be an https or http URL",
      })
  void hostileUrl_isRefusedWithAReason(String url, String reason) {
    assertEquals(
        reason, assertThrows(RefusedTargetException.class, () -> guard.check(url)).getMessage());
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
