package com.jagcall.calls.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What strangers write, on its way into headers and logs. */
class PhoneNumberTest {

  @Property
  void onlyE164_isTaken(@ForAll String text) {
    assertEquals(
        text.matches("\\+[1-9][0-9]{1,14}") && !text.endsWith("\n"), PhoneNumber.valid(text));
  }

  @Property
  void logLines_areOneLineOfAscii(@ForAll String text) {
    String safe = Printable.of(text);
    assertTrue(safe.length() <= 100 && safe.chars().allMatch(c -> c >= 0x20 && c <= 0x7E));
  }

  @Test
  void addressBlock_holdsItsAddresses() throws Exception {
    AddressBlock block = AddressBlock.parse("192.0.2.64/26");
    assertTrue(block.contains(InetAddress.getByName("192.0.2.127")));
    assertEquals(false, block.contains(InetAddress.getByName("192.0.2.128")));
    assertEquals(false, block.contains(InetAddress.getByName("2001:db8::1")));
    assertTrue(
        AddressBlock.parse("2001:db8::/32").contains(InetAddress.getByName("2001:db8:1::1")));
  }
}
