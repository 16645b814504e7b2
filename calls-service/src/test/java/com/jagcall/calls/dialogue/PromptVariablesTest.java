package com.jagcall.calls.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.calls.agent.Agent;
import com.jagcall.calls.call.CallDirection;
import com.jagcall.calls.call.Order;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent says and is told of the metadata of the call that it is in. */
class PromptVariablesTest {
  private static final Map<String, String> METADATA =
      Map.of("name", "Ada", "order.id", "17", "empty", "", "nested", "{{name}}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello {{name}}. | Hello Ada.",
        "Hello {{ name }}, order {{order.id}}. | Hello Ada, order 17.",
        "Hello {{nobody}}. | Hello .",
        "Hello {{empty}}. | Hello .",
        "Hello {{nested}}. | Hello { {name} }.",
        "Hello {name}, {{na me}}, {{}}. | Hello {name}, {{na me}}, {{}}.",
        "Hello $1 \\1 {{name}}. | Hello $1 \\1 Ada."
      })
  void variables_areFilledFromTheCallsMetadata(String template, String filled) {
    AgentPart part = AgentConversation.part(order(template, METADATA));
    assertEquals(filled, part.firstMessage());
    assertEquals(filled, part.instructions());
    assertEquals(filled, part.voicemail());
  }

  @Test
  void withoutMetadata_nothingIsLeftOfThem() {
    AgentPart part = AgentConversation.part(order("Hello {{name}}!", Map.of()));
    assertEquals("Hello !", part.firstMessage());
  }

  private static Order order(String text, Map<String, String> metadata) {
    return new Order(
        "call_0123456789abcdef",
        new Tenant("org_0123456789abcdef", Mode.LIVE),
        CallDirection.OUTBOUND,
        "+14155550100",
        "+14155550123",
        new Agent(
            "agt_0123456789abcdef",
            "Reception",
            "active",
            "+14155550100",
            "rachel",
            "en",
            text,
            text,
            null,
            null,
            600,
            null,
            null,
            text,
            null),
        metadata,
        Duration.ofSeconds(30),
        Duration.ofMinutes(10));
  }
}
