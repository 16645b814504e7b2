package com.jagcall.messaging.inbound;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import com.jagcall.messaging.smpp.CarrierListener;
import com.jagcall.messaging.smpp.ReceiptState;
import com.jagcall.messaging.smpp.SubmitOutcome;
import com.jagcall.messaging.smpp.SubmitOutcome.Accepted;
import com.jagcall.messaging.testing.CarrierDouble;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import com.jagcall.messaging.testing.Telephone;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeywordAnswersTest {
  private static final List<String> SPELLINGS =
      List.of(
          "STOP",
          "stop",
          "Stop.",
          " stop ",
          "STOP!!!",
          "\"stop\"",
          "StOp\n",
          "STOPALL",
          "stop all",
          "UNSUBSCRIBE",
          "Unsubscribe.",
          "CANCEL",
          "cancel!",
          "END",
          " End. ",
          "QUIT",
          "(quit)",
          "REVOKE",
          "OPTOUT",
          "Opt-Out");

  Backends backends;
  Peers peers;
  @Inject CarrierListener listener;
  @Inject CarrierDouble carrier;
  private SmsApi api;
  private String number;
  private Telephone telephone;

  @BeforeEach
  void newOrganization() {
    api = SmsApi.unlimited(backends);
    number = peers.numbers().give(api.organization().id(), "live", null);
    telephone = new Telephone(listener);
  }

  private List<String> answers(String to) {
    return carrier.submitted(number).stream()
        .filter(segment -> segment.to().equals(to) && segment.segment().number() == 1)
        .map(segment -> segment.messageId())
        .toList();
  }

  @Test
  void twentySpellings_optOut_withOneConfirmationEach_whateverTheBalance() {
    for (int i = 0; i < SPELLINGS.size(); i++) {
      peers.billing().setBalance(api.organization().id(), "0");
      String sender = "+14155550" + (100 + i);
      telephone.write(sender, number, SPELLINGS.get(i));
      telephone.write(sender, number, SPELLINGS.get(i));
      await().until(() -> answers(sender).size() == 1);
      peers.billing().reset();
      api.send(number, sender, "Hi")
          .statusCode(422)
          .body("error.code", equalTo("recipient_opted_out"));
      api.get(answers(sender).get(0))
          .body("body", startsWith("You are unsubscribed"))
          .body("cost", equalTo("0.0000"));
    }
    api.optOuts("").body("pagination.total", equalTo(SPELLINGS.size()));
    assertEquals(SPELLINGS.size(), carrier.submitted(number).size());
    assertEquals(SPELLINGS.size(), peers.billing().count(api.organization().id(), "released"));
  }

  @Test
  void start_optsInAgain_withOneConfirmation() {
    String sender = "+14155550123";
    telephone.write(sender, number, "START");
    assertEquals(List.of(), answers(sender));
    telephone.write(sender, number, "STOP");
    telephone.write(sender, number, "Unstop!");
    telephone.write(sender, number, "start");
    await().until(() -> answers(sender).size() == 2);
    api.sent(number, sender, "Welcome back");
    await().until(() -> answers(sender).size() == 3);
  }

  @Test
  void optOut_isOfOneNumber_andOneOrganization() {
    String sender = "+14155550123";
    telephone.write(sender, number, "STOP");
    String other = peers.numbers().give(api.organization().id(), "live", null);
    api.send(other, sender, "Hi").statusCode(201);
    api.send(number, "+14155550124", "Hi").statusCode(201);
    SmsApi stranger = SmsApi.unlimited(backends);
    stranger.optOuts("").body("pagination.total", equalTo(0));
  }

  @Test
  void messageInFlight_isNotAffected() {
    String sender = "+14155550123";
    CompletableFuture<SubmitOutcome> answer = new CompletableFuture<>();
    carrier.script(
        number,
        segment ->
            segment.messageId().equals(carrier.submitted(number).get(0).messageId())
                ? Uni.createFrom().completionStage(answer)
                : Uni.createFrom().item(carrier.accepted()));
    String id = api.sent(number, sender, "On its way");
    await().until(() -> carrier.submitted(number).size() == 1);
    telephone.write(sender, number, "STOP");
    answer.complete(new Accepted(number + "-x", CarrierDouble.BIND));
    telephone.receipt(number + "-x", ReceiptState.DELIVERED);
    await().until(() -> api.status(id).equals("delivered"));
  }

  @Test
  void help_isAnswered_butNotWithoutEnd() {
    String sender = "+14155550123";
    for (int i = 0; i < 7; i++) {
      telephone.write(sender, number, "help?");
    }
    await().until(() -> answers(sender).size() == 5);
    api.get(answers(sender).get(0)).body("body", startsWith("Messages from this number"));
    api.list("?direction=outbound").body("pagination.total", equalTo(5));
  }

  @Test
  void nameAsSender_isStored_andNotAnswered() {
    telephone.write("BANK", number, "STOP");
    api.list("?from=BANK").body("pagination.total", equalTo(1));
    assertEquals(List.of(), carrier.submitted(number));
  }
}
