package com.jagcall.calls.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.call.CallDirection;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.testing.MessagingDouble.Refusal;
import com.jagcall.calls.testing.NumbersDouble;
import com.jagcall.calls.testing.Orders;
import com.jagcall.calls.testing.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the messages that agents send in calls. */
@QuarkusTest
class CallMessagesTest {
  Peers peers;
  @Inject CallMessages messages;
  private final String to = NumbersDouble.fresh();
  private final Order order = Orders.to(to, "Hello.");

  @AfterEach
  void everybodyIsBack() {
    peers.messaging().refuse(null);
    peers.messaging().fail(0);
  }

  @Test
  void message_isSentFromTheNumberOfTheCall() throws Exception {
    assertEquals("Sent.", send(order, "t1", "See you on Monday."));
    JsonObject asked = peers.messaging().asked(to).get(0);
    assertTrue(asked.getString("message_id").matches("sms_[A-Za-z0-9]{22}"), asked::encode);
    assertEquals(order.from(), asked.getString("from"));
    assertEquals("test", asked.getString("mode"));
    assertEquals(order.agent().id(), asked.getString("agent_id"));
    assertEquals(order.callId(), asked.getJsonObject("metadata").getString("call_id"));

    Order inbound =
        new Order(
            order.callId(),
            order.tenant(),
            CallDirection.INBOUND,
            to,
            "+14155550100",
            order.agent(),
            order.metadata(),
            order.ringTimeout(),
            order.maxDuration());
    assertEquals("Sent.", send(inbound, "t2", "Hi"));
    assertEquals("+14155550100", peers.messaging().asked(to).get(1).getString("from"));
  }

  @Test
  void lostAnswer_isAskedForOnce_byTheSameName() throws Exception {
    peers.messaging().fail(1);
    assertEquals("Sent.", send(order, "t1", "Hi"));
    var asked = peers.messaging().asked(to);
    assertEquals(2, asked.size());
    assertEquals(asked.get(0), asked.get(1));
    String id = asked.get(0).getString("message_id");
    assertEquals(id, CallMessages.id(order.callId(), "t1", "Hi"));
    assertNotEquals(id, CallMessages.id(order.callId(), "t2", "Hi"));
    assertNotEquals(id, CallMessages.id("call_2", "t1", "Hi"));
    assertNotEquals(id, CallMessages.id(order.callId(), "t1", "Hello"));
  }

  @Test
  void messagingAway_isUncertain() throws Exception {
    peers.messaging().fail(2);
    assertTrue(send(order, "t1", "Hi").startsWith("It is not certain that it was sent"));
    assertEquals(2, peers.messaging().asked(to).size());
  }

  @ParameterizedTest
  @CsvSource({
    "402, insufficient_balance, Not sent: the balance of the account does not cover it.",
    "422, recipient_opted_out, Not sent: this number wants no messages. It can answer START to change that.",
    "422, validation_error, Not sent: this number cannot be sent this message.",
    "409, conflict, Not sent: this number cannot be sent this message."
  })
  void refusal_isToldToTheModel_andNotTriedAgain(int status, String code, String told)
      throws Exception {
    peers.messaging().refuse(new Refusal(status, code, "No."));
    assertEquals(told, send(order, "t1", "Hi"));
    assertEquals(1, peers.messaging().asked(to).size());
  }

  @Test
  void numberThatCannotSend_isToldApart() {
    assertEquals(
        "Not sent: the number of this call cannot send messages.",
        CallMessages.reason(
            com.jagcall.common.error.ApiException.validation("from", "cannot send messages")));
  }

  private String send(Order call, String toolCall, String body) throws InterruptedException {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    messages.of(call).send(toolCall, to, body, told::add);
    return told.poll(30, TimeUnit.SECONDS);
  }
}
