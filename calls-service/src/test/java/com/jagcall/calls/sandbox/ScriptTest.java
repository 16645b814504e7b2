package com.jagcall.calls.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.testing.Orders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
  @ParameterizedTest
  @CsvSource({
    "+12125550100, REMOTE_HANGUP, true",
    "+12125550101, BUSY, false",
    "+12125550102, NO_ANSWER, false",
    "+12125550103, REJECTED, false",
    "+12125550104, INVALID_NUMBER, false",
    "+12125550105, CARRIER_ERROR, false",
    "+12125550106, VOICEMAIL, true",
    "+12125550107, REMOTE_HANGUP, true",
    "+12125550109, REMOTE_HANGUP, true",
    "+12125550177, REMOTE_HANGUP, true",
    "+442071838750, REMOTE_HANGUP, true"
  })
  void lastDigits_sayWhatHappens(String number, EndReason end, boolean isAnswered) {
    Script script = Script.of(Orders.to(number, "Hello!"));
    assertEquals(end, script.end());
    assertEquals(isAnswered, script.answeredAt() != null);
    assertEquals(script, Script.of(Orders.to(number, "Hello!")));
  }

  @Test
  void endlessCall_doesNotEnd() {
    assertNull(Script.of(Orders.to("+12125550108", "Hello!")).endsAt());
  }

  @Test
  void noAnswer_ringsUntilTheTimeIsOver() {
    assertEquals(Duration.ofSeconds(30), Script.of(Orders.to("+12125550102", "Hello!")).endsAt());
  }

  @Test
  void conversation_takesTurns() {
    List<Segment> said = Script.of(Orders.to("+12125550100", "Hello, good day.")).said();
    assertEquals("Hello, good day.", said.get(0).text());
    for (int i = 1; i < said.size(); i++) {
      assertEquals(said.get(i - 1).endMs() + 400, said.get(i).startMs());
    }
  }

  @Test
  void earlyHangup_leavesTheFirstWordOnly() {
    List<Segment> said = Script.of(Orders.to("+12125550107", "Hello, good day.")).said();
    assertEquals(List.of("Hello,"), said.stream().map(Segment::text).toList());
  }

  @Test
  void voicemail_isLeftTheMessage() {
    List<Segment> said = Script.of(Orders.to("+12125550106", "Hello!")).said();
    assertEquals("Please call back.", said.get(1).text());
  }
}
