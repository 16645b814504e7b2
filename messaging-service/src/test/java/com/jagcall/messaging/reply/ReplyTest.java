package com.jagcall.messaging.reply;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Jobs;
import com.jagcall.common.testing.MovableClock;
import com.jagcall.messaging.smpp.CarrierListener;
import com.jagcall.messaging.testing.CarrierDouble;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import com.jagcall.messaging.testing.Telephone;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReplyTest {
  private static final String SENDER = "+14155550123";

  Backends backends;
  Peers peers;
  @Inject CarrierListener listener;
  @Inject CarrierDouble carrier;
  @Inject MovableClock clock;
  @Inject Replies replies;
  private SmsApi api;
  private String agent;
  private String number;
  private Telephone telephone;

  @BeforeEach
  void newOrganization() {
    api = SmsApi.unlimited(backends);
    agent =
        peers
            .agents()
            .agent(api.organization().id(), "live", new JsonObject().put("sms_replies", true));
    number = peers.numbers().give(api.organization().id(), "live", agent);
    telephone = new Telephone(listener);
  }

  @AfterEach
  void everybodyIsBack() {
    clock.reset();
    peers.model().setAway(false);
    peers.billing().reset();
  }

  private List<String> outbound() {
    return api.list("?direction=outbound&per_page=100").extract().path("data.body");
  }

  @Test
  void agent_answersWithTheThreadAsContext() {
    api.sent(number, SENDER, "Your order of " + number + " is ready.");
    telephone.write(SENDER, number, "Which one, " + number + "?");
    Jobs.run(replies::answerDue);
    assertEquals("You wrote: Which one, " + number + "?", outbound().get(0));
    api.list("?direction=outbound").body("data[0].agent_id", equalTo(agent));
    JsonObject question = peers.model().questions("Which one, " + number).get(0);
    assertEquals("model-of-the-installation", question.getString("model"));
    JsonArray messages = question.getJsonArray("messages");
    assertEquals(
        List.of("system", "assistant", "user"),
        IntStream.range(0, messages.size())
            .mapToObj(i -> messages.getJsonObject(i).getString("role"))
            .toList());
    assertEquals(
        "Your order of " + number + " is ready.", messages.getJsonObject(1).getString("content"));
    await().until(() -> carrier.submitted(number).size() == 2);
  }

  @Test
  void severalReplicas_answerOnce() {
    telephone.write(SENDER, number, "Hello");
    List<CompletableFuture<Void>> running =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(() -> Jobs.run(replies::answerDue)))
            .toList();
    running.forEach(CompletableFuture::join);
    Jobs.run(replies::answerDue);
    assertEquals(List.of("You wrote: Hello"), outbound());
  }

  @Test
  void agentThatDoesNotAnswer_answersNothing() {
    String silent =
        peers
            .agents()
            .agent(api.organization().id(), "live", new JsonObject().put("sms_replies", false));
    String other = peers.numbers().give(api.organization().id(), "live", silent);
    String deleted = peers.numbers().give(api.organization().id(), "live", "agt_0000000000000009");
    telephone.write(SENDER, other, "Hello");
    telephone.write(SENDER, deleted, "Hello");
    Jobs.run(replies::answerDue);
    assertEquals(List.of(), outbound());
  }

  @Test
  void keywords_areNotAnsweredByAgents_norIsWhoOptedOut() {
    telephone.write(SENDER, number, "Unusual " + number);
    telephone.write(SENDER, number, "STOP");
    telephone.write("+14155550124", number, "HELP");
    Jobs.run(replies::answerDue);
    assertEquals(2, outbound().size());
    assertEquals(List.of(), peers.model().questions("Unusual " + number));
  }

  @Test
  void twoMachines_doNotTalkForEver() {
    for (int i = 0; i < 15; i++) {
      telephone.write(SENDER, number, "Message " + i);
      Jobs.run(replies::answerDue);
    }
    assertEquals(10, outbound().size());
    telephone.write("+14155550124", number, "Somebody else");
    Jobs.run(replies::answerDue);
    assertEquals(11, outbound().size());
  }

  @Test
  void noMoney_isNoAnswer() {
    peers.billing().setBalance(api.organization().id(), "0");
    telephone.write(SENDER, number, "Hello");
    Jobs.run(replies::answerDue);
    peers.billing().reset();
    clock.move(Duration.ofMinutes(3));
    Jobs.run(replies::answerDue);
    assertEquals(List.of(), outbound());
  }

  @Test
  void modelAway_isAskedAgain_forAWhile() {
    peers.model().setAway(true);
    telephone.write(SENDER, number, "Hello");
    Jobs.run(replies::answerDue);
    assertEquals(List.of(), outbound());
    peers.model().setAway(false);
    Jobs.run(replies::answerDue);
    assertEquals(List.of(), outbound());
    clock.move(Duration.ofSeconds(2));
    Jobs.run(replies::answerDue);
    assertEquals(List.of("You wrote: Hello"), outbound());
    peers.model().setAway(true);
    telephone.write(SENDER, number, "Too late");
    clock.move(Duration.ofMinutes(15));
    Jobs.run(replies::answerDue);
    peers.model().setAway(false);
    clock.move(Duration.ofMinutes(15));
    Jobs.run(replies::answerDue);
    assertEquals(List.of("You wrote: Hello"), outbound());
  }
}
