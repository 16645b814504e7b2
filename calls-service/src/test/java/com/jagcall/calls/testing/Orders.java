package com.jagcall.calls.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.jagcall.calls.agent.Agent;
import com.jagcall.calls.call.CallDirection;
import com.jagcall.calls.call.Order;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** Orders for calls, for tests that have no service around them. */
public final class Orders {
  private Orders() {}

  /** A call to a number, by an agent that says a first message. */
  public static Order to(String number, String firstMessage) {
    return new Order(
        "call_0123456789abcdef",
        new Tenant("org_0123456789abcdef", Mode.TEST),
        CallDirection.OUTBOUND,
        "+14155550100",
        number,
        new Agent(
            "agt_0123456789abcdef",
            "Reception",
            "active",
            "+14155550100",
            "rachel",
            "en",
            "",
            firstMessage,
            null,
            BigDecimal.ONE,
            600,
            JsonNodeFactory.instance.arrayNode(),
            null,
            "Please call back.",
            null),
        Map.of(),
        Duration.ofSeconds(30),
        Duration.ofMinutes(10));
  }
}
