package com.jagcall.messaging.optout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOP",
        "stop",
        "Stop.",
        " stop ",
        "STOP!!!",
        "\"Stop\"",
        "sToP\n",
        "STOPALL",
        "Stop all",
        "stop-all.",
        "UNSUBSCRIBE",
        "unsubscribe!",
        "Cancel",
        "(cancel)",
        "END",
        "end.",
        "Quit",
        "REVOKE",
        "Opt-Out",
        "opt out",
        "OPTOUT",
        "“stop”",
        "¡stop!"
      })
  void wordsThatOptOut_areUnderstood(String text) {
    assertEquals(Optional.of(Keyword.STOP), Keyword.of(text));
  }

  @Test
  void wordsThatOptInOrAskForHelp_areUnderstood() {
    for (String text : List.of("START", "start", " Start. ", "UNSTOP", "un-stop!")) {
      assertEquals(Optional.of(Keyword.START), Keyword.of(text), text);
    }
    for (String text : List.of("HELP", "help?", " Help ")) {
      assertEquals(Optional.of(Keyword.HELP), Keyword.of(text), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "!!!",
        "please stop by at noon",
        "stop it",
        "the end",
        "don't stop",
        "stop1",
        "start over",
        "I need help",
        "ＳＴＯＰ",
        "yes"
      })
  void wordsAmongOthers_areNone(String text) {
    assertEquals(Optional.empty(), Keyword.of(text));
  }

  @Test
  void locale_changesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals(Optional.of(Keyword.STOP), Keyword.of("quit"));
      assertEquals(Optional.of(Keyword.STOP), Keyword.of("unsubscribe"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Property
  void anyText_isAnswered(@ForAll @StringLength(max = 200) String text) {
    assertEquals(Keyword.of(text), Keyword.of(" " + text + " !"));
  }
}
