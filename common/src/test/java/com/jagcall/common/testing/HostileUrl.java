package com.jagcall.common.testing;

import java.util.List;

/**
 * URLs that an attacker would have us call, and what each of them is told. Whoever calls URLs of
 * customers shows that it calls none of these.
 *
 * @param url as the attacker writes it
 * @param reason why it is refused
 */
public record HostileUrl(String url, String reason) {

  /** All that are refused by what they say, before anybody looks up a name. */
  public static List<HostileUrl> all() {
    return List.of(
        new HostileUrl("http://127.0.0.1/", "must not lead to a loopback address"),
        new HostileUrl("http://127.1.2.3:8080/", "must not lead to a loopback address"),
        new HostileUrl("http://localhost/", "must not lead to a loopback address"),
        new HostileUrl("http://api.localhost/", "must not lead to a loopback address"),
        new HostileUrl("http://LOCALHOST/", "must not lead to a loopback address"),
        new HostileUrl("http://0.0.0.0/", "must not lead to an address of this host"),
        new HostileUrl("http://10.0.0.1/", "must not lead to a private address"),
        new HostileUrl("http://172.16.0.1/", "must not lead to a private address"),
        new HostileUrl("http://172.31.255.255/", "must not lead to a private address"),
        new HostileUrl("http://192.168.1.1/", "must not lead to a private address"),
        new HostileUrl(
            "http://169.254.169.254/latest/meta-data/",
            "must not lead to the cloud's metadata service"),
        new HostileUrl("http://168.63.129.16/", "must not lead to the cloud's metadata service"),
        new HostileUrl("http://100.100.100.200/", "must not lead to the cloud's metadata service"),
        new HostileUrl(
            "http://[::ffff:168.63.129.16]/", "must not lead to the cloud's metadata service"),
        new HostileUrl(
            "http://[64:ff9b::a83f:8110]/", "must not lead to the cloud's metadata service"),
        new HostileUrl("http://[::ffff:0:7f00:1]/", "must not lead to a reserved address"),
        new HostileUrl("http://169.254.0.1/", "must not lead to a link-local address"),
        new HostileUrl("http://100.64.0.1/", "must not lead to a carrier's shared address"),
        new HostileUrl("http://192.0.2.1/", "must not lead to an address for documentation"),
        new HostileUrl("http://198.51.100.7/", "must not lead to an address for documentation"),
        new HostileUrl("http://203.0.113.9/", "must not lead to an address for documentation"),
        new HostileUrl("http://198.18.0.1/", "must not lead to an address for benchmarks"),
        new HostileUrl("http://224.0.0.1/", "must not lead to a multicast address"),
        new HostileUrl("http://255.255.255.255/", "must not lead to the broadcast address"),
        new HostileUrl("http://250.0.0.1/", "must not lead to a reserved address"),
        new HostileUrl("http://2130706433/", "must write an IPv4 address as four decimal numbers"),
        new HostileUrl("http://0x7f000001/", "must write an IPv4 address as four decimal numbers"),
        new HostileUrl("http://0x7f.0.0.1/", "must write an IPv4 address as four decimal numbers"),
        new HostileUrl("http://0177.0.0.1/", "must write an IPv4 address as four decimal numbers"),
        new HostileUrl("http://127.1/", "must write an IPv4 address as four decimal numbers"),
        new HostileUrl("http://0/", "must write an IPv4 address as four decimal numbers"),
        new HostileUrl("http://127.0.0.01/", "must write an IPv4 address as four decimal numbers"),
        new HostileUrl(
            "http://example.com.127/", "must write an IPv4 address as four decimal numbers"),
        new HostileUrl("http://127.0.0.1./", "must write an IPv4 address as four decimal numbers"),
        new HostileUrl("http://[::1]/", "must not lead to a loopback address"),
        new HostileUrl("http://[::]/", "must not lead to an address of this host"),
        new HostileUrl("http://[::ffff:127.0.0.1]/", "must not lead to a loopback address"),
        new HostileUrl("http://[::ffff:a00:1]/", "must not lead to a private address"),
        new HostileUrl("http://[::127.0.0.1]/", "must not lead to an IPv4-compatible address"),
        new HostileUrl(
            "http://[64:ff9b::a9fe:a9fe]/", "must not lead to the cloud's metadata service"),
        new HostileUrl(
            "http://[64:ff9b:1::7f00:1]/", "must not lead to a local translation address"),
        new HostileUrl("http://[2002:7f00:1::1]/", "must not lead to a 6to4 tunnel"),
        new HostileUrl("http://[2001:0:4136:e378::1]/", "must not lead to a Teredo tunnel"),
        new HostileUrl("http://[fd00:ec2::254]/", "must not lead to the cloud's metadata service"),
        new HostileUrl("http://[fc00::1]/", "must not lead to a private address"),
        new HostileUrl("http://[fe80::1]/", "must not lead to a link-local address"),
        new HostileUrl("http://[fe80::1%25eth0]/", "must not name a network interface in its host"),
        new HostileUrl("http://[fec0::1]/", "must not lead to a site-local address"),
        new HostileUrl("http://[ff02::1]/", "must not lead to a multicast address"),
        new HostileUrl("http://[2001:db8::1]/", "must not lead to an address for documentation"),
        new HostileUrl("http://[4000::1]/", "must not lead to a reserved address"),
        new HostileUrl(
            "http://user:secret@example.com/", "must not contain a user name or password"),
        new HostileUrl("http://example.com@127.0.0.1/", "must not contain a user name or password"),
        new HostileUrl("http://example.com/#fragment", "must not contain a fragment"),
        new HostileUrl(
            "http://example.com:22/", "must not use a port of another protocol than HTTP"),
        new HostileUrl(
            "http://example.com:6379/", "must not use a port of another protocol than HTTP"),
        new HostileUrl("http://example.com:0/", "must have a valid port"),
        new HostileUrl("http://example.com:65536/", "must have a valid port"),
        new HostileUrl("http://exa_mple.com/", "must have a valid host"),
        new HostileUrl("http://-example.com/", "must have a valid host"),
        new HostileUrl("http:///path", "must have a valid host"),
        new HostileUrl("http:example.com", "must have a valid host"),
        new HostileUrl("ftp://example.com/", "must be an https or http URL"),
        new HostileUrl("file:///etc/passwd", "must be an https or http URL"),
        new HostileUrl("gopher://example.com/", "must be an https or http URL"),
        new HostileUrl("javascript:alert(1)", "must be an https or http URL"),
        new HostileUrl("http://example.com\\@127.0.0.1/", "must be a valid URL"),
        new HostileUrl("http://example.com/a b", "must be a valid URL"),
        new HostileUrl("http://ex%61mple.com/", "must have a valid host"),
        new HostileUrl(
            "http://①②⑦.⓪.⓪.①/",
            "must be ASCII: percent-encode the path, use punycode for the host"),
        new HostileUrl("//example.com/", "must be an https or http URL"),
        new HostileUrl("", "must be an https or http URL"));
  }
}
