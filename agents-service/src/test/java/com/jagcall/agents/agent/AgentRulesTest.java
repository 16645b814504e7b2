package com.jagcall.agents.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AgentRulesTest {

  @Property
  void acceptedUrl_isHttpsWithAHostAndNothingHidden(@ForAll("urls") String url) {
    if (WebUrl.Rule.fault(url, false).isEmpty()) {
      URI uri = URI.create(url);
      assertEquals("https", uri.getScheme().toLowerCase(Locale.ROOT));
      assertFalse(uri.getHost().isEmpty());
      assertFalse(url.contains("@") && uri.getRawAuthority().contains("@"));
      assertFalse(url.contains("#"));
      assertTrue(url.length() <= 2048);
    }
  }

  @Property
  void urlAllowedAsHttps_isAllowedWhereHttpIsToo(@ForAll("urls") String url) {
    if (WebUrl.Rule.fault(url, false).isEmpty()) {
      assertEquals(Optional.empty(), WebUrl.Rule.fault(url, true));
    }
  }

  @Example
  void http_isAllowedOnlyWhereTheOperatorSaysSo() {
    String url = "http://localhost:8080/hook";
    assertEquals(Optional.of("must be an https URL"), WebUrl.Rule.fault(url, false));
    assertEquals(Optional.empty(), WebUrl.Rule.fault(url, true));
    assertEquals(
        Optional.of("must be an https or http URL"), WebUrl.Rule.fault("ftp://localhost", true));
  }

  @Property
  void canonicalLanguageTag_staysAsItIs(@ForAll("tags") String tag) {
    LanguageTag.Rule.canonical(tag)
        .ifPresent(
            canonical ->
                assertEquals(Optional.of(canonical), LanguageTag.Rule.canonical(canonical)));
  }

  @Property
  void caseOfALanguageTag_doesNotMatter(@ForAll("tags") String tag) {
    assertEquals(
        LanguageTag.Rule.canonical(tag), LanguageTag.Rule.canonical(tag.toUpperCase(Locale.ROOT)));
  }

  @Property
  void foldedName_staysAsItIs(@ForAll("names") String name) {
    assertEquals(Agent.fold(name), Agent.fold(Agent.fold(name)));
  }

  @Property
  void caseOfAName_doesNotMatterToAFilter(@ForAll("names") String name) {
    assertEquals(Agent.fold(name), Agent.fold(name.toUpperCase(Locale.ROOT)));
    assertEquals(Agent.fold(name), Agent.fold(name.toLowerCase(Locale.ROOT)));
  }

  /** Anything but the iota subscript on its own, a mark that becomes a letter as a capital. */
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().excludeChars('\u0345').ofMaxLength(100);
  }

  @Provide
  Arbitrary<String> urls() {
    return Arbitraries.of(
            "https",
            "HTTPS",
            "http",
            "ftp",
            ":",
            "//",
            "/",
            "example.com",
            "localhost",
            "[::1]",
            "user:pw@",
            "@",
            "#",
            "?a=b",
            ":8443",
            ":0",
            ":65536",
            "..",
            "%20",
            "%",
            " ",
            "ü",
            "\\",
            "\u0000",
            "_",
            "1.2.3.4")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> tags() {
    return Arbitraries.of(
            "en", "de", "zh", "xx", "fil", "english", "Hans", "Latn", "US", "UK", "419", "1901",
            "rozaj", "u", "x", "co", "phonebk", "i", "klingon", "iw", "no", "nb")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(parts -> String.join("-", parts));
  }
}
