package com.jagcall.common.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointTableTest {
  private final EndpointTable table =
      new EndpointTable(
          Map.of("GET /v1/agents", 200, "GET /v1/calls/:id/transcript", 100), 50, 30, "agents");

  @Test
  void namedRow_isFoundByMethodAndPath() {
    assertEquals("GET /v1/agents", table.find("GET", "/v1/agents").row());
    assertEquals(
        "GET /v1/calls/:id/transcript", table.find("GET", "/v1/calls/call_1/transcript").row());
  }

  @Test
  void slashAtTheEnd_isNoOtherEndpoint() {
    assertEquals("GET /v1/agents", table.find("GET", "/v1/agents/").row());
    assertEquals("read agents", table.find("GET", "/v1/agents/agt_1/").bucket());
    assertEquals("read agents", table.find("GET", "/").bucket());
  }

  @Test
  void anythingElse_isAReadOrAWriteOfTheService() {
    assertEquals("read agents", table.find("GET", "/v1/agents/agt_1").bucket());
    assertEquals("read agents", table.find("HEAD", "/v1/agents").bucket());
    assertEquals("write agents", table.find("POST", "/v1/agents").bucket());
    assertEquals("write agents", table.find("BREW", "/" + "a/".repeat(5_000)).bucket());
  }

  @Test
  void nonsenseInTheTable_isRefusedAtStart() {
    Map<String, Integer> noPath = Map.of("GET", 1);
    Map<String, Integer> zero = Map.of("GET /v1/agents", 0);
    assertThrows(IllegalArgumentException.class, () -> new EndpointTable(noPath, 1, 1, "agents"));
    assertThrows(IllegalArgumentException.class, () -> new EndpointTable(zero, 1, 1, "agents"));
  }
}
