package com.jagcall.messaging.smpp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Submitting to an SMSC that is not ours. */
class SubmitTest {

  private NodeSmsc smsc;
  private Rig rig;

  @BeforeEach
  void start() {
    assumeTrue(NodeSmsc.isPossible(), "there is no npm here");
    smsc = NodeSmsc.start();
  }

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
    if (smsc != null) {
      smsc.close();
    }
  }

  private void bind(String... settings) {
    rig = Rig.boundTo(smsc.port(), map(settings));
  }

  private static Map<String, String> map(String... pairs) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private List<JsonObject> submits(int count) {
    return smsc.await("submit", count);
  }

  private static <T> List<T> all(List<CompletableFuture<T>> futures) throws Exception {
    CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .get(Rig.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return futures.stream().map(CompletableFuture::join).toList();
  }

  @Test
  void text_arrivesByteExact_withAReceiptAskedFor() throws Exception {
    bind("system-type", "sms");
    assertEquals(new SubmitOutcome.Accepted("m1", "main"), rig.sendOne("Hello €[] @£"));
    JsonObject submit = submits(1).get(0);
    assertEquals("Hello €[] @£", submit.getString("text"));
    assertEquals("12125550100", submit.getString("from"));
    assertEquals("14155550101", submit.getString("to"));
    assertEquals(1, submit.getInteger("ton"));
    assertEquals(1, submit.getInteger("npi"));
    assertEquals(0, submit.getInteger("esm"));
    assertEquals(0, submit.getInteger("coding"));
    assertEquals(1, submit.getInteger("registered"));
    assertEquals("sms", smsc.events("bind").get(0).getString("systemType"));
  }

  @Test
  void emoji_arrivesAsUtf16() throws Exception {
    bind();
    rig.sendOne("Привет 😀");
    assertEquals("Привет 😀", submits(1).get(0).getString("text"));
    assertEquals(8, submits(1).get(0).getInteger("coding"));
  }

  @Test
  void threeParts_arriveWithOneReferenceAndInWholeCharacters() throws Exception {
    bind();
    String latin = "€uro ".repeat(70);
    String emoji = "я😀".repeat(60);
    assertEquals(3, all(rig.send(latin)).size());
    assertEquals(3, all(rig.send(emoji)).size());
    List<JsonObject> parts = submits(6);
    assertEquals(latin, text(parts.subList(0, 3)));
    assertEquals(emoji, text(parts.subList(3, 6)));
    for (int i = 0; i < 3; i++) {
      assertEquals(0x40, parts.get(i).getInteger("esm"));
      // 0x1201: the low octet is the reference.
      assertEquals("[\"000301030" + (i + 1) + "\"]", parts.get(i).getJsonArray("udh").encode());
    }
  }

  private static String text(List<JsonObject> parts) {
    return parts.stream().map(part -> part.getString("text")).collect(Collectors.joining());
  }

  @Test
  void sarParameters_whereTheBindWantsThem() throws Exception {
    bind("concatenation", "sar");
    all(rig.send("a".repeat(161)));
    JsonObject second = submits(2).get(1);
    assertEquals(0x1201, second.getInteger("reference"));
    assertEquals(2, second.getInteger("total"));
    assertEquals(2, second.getInteger("number"));
    assertEquals("a".repeat(8), second.getString("text"));
    assertEquals(0, second.getInteger("esm"));
  }

  @Test
  void throttled_isSubmittedAgainLater() throws Exception {
    bind();
    smsc.behave(new JsonObject().put("throttle", 3));
    long before = System.nanoTime();
    assertEquals(new SubmitOutcome.Accepted("m4", "main"), rig.sendOne("x"));
    // At least half of 50, 100 and 200 ms.
    assertTrue(System.nanoTime() - before >= Duration.ofMillis(175).toNanos());
    assertEquals(4, submits(4).size());
  }

  @Test
  void throttledForGood_isRefusedAfterThePatience() throws Exception {
    Map<String, String> settings = new HashMap<>(Rig.bind("main", smsc.port()));
    settings.put("patience", "PT0.3S");
    rig = Rig.of(settings);
    rig.awaitReady();
    smsc.behave(new JsonObject().put("throttle", 1000));
    assertEquals(new SubmitOutcome.Refused(0x58, true), rig.sendOne("x"));
  }

  @Test
  void refused_isNotSubmittedAgain() throws Exception {
    bind();
    smsc.behave(new JsonObject().put("refuse", 1).put("status", 0x0B));
    assertEquals(new SubmitOutcome.Refused(0x0B, false), rig.sendOne("x"));
    smsc.behave(new JsonObject().put("refuse", 1).put("status", 0x08));
    assertEquals(new SubmitOutcome.Refused(0x08, true), rig.sendOne("x"));
    assertEquals(2, submits(2).size());
  }

  @Test
  void disconnectedMidway_nothingIsSubmittedTwice_andTheRestGoesOn() throws Exception {
    bind("window", "20");
    smsc.behave(new JsonObject().put("delayMillis", 20).put("destroyAfter", 50));
    List<CompletableFuture<SubmitOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      outcomes.addAll(rig.send("message " + i));
    }
    List<SubmitOutcome> ended = all(outcomes);
    List<String> texts = smsc.events("submit").stream().map(one -> one.getString("text")).toList();
    assertEquals(
        texts.size(),
        Map.copyOf(texts.stream().collect(Collectors.toMap(t -> t, t -> 1, Integer::sum))).size());
    for (int i = 0; i < 200; i++) {
      if (ended.get(i) instanceof SubmitOutcome.Accepted) {
        assertTrue(texts.contains("message " + i));
      } else {
        assertInstanceOf(SubmitOutcome.Unanswered.class, ended.get(i));
      }
    }
    long unanswered = ended.stream().filter(SubmitOutcome.Unanswered.class::isInstance).count();
    assertTrue(unanswered >= 1 && unanswered <= 20, () -> unanswered + " unanswered");
  }

  @Test
  void noAnswer_isUnanswered_andTheConnectionGoesOn() throws Exception {
    bind("timing.response", "PT0.3S");
    smsc.behave(new JsonObject().put("silent", 1));
    assertEquals(new SubmitOutcome.Unanswered("main"), rig.sendOne("x"));
    assertEquals(new SubmitOutcome.Accepted("m2", "main"), rig.sendOne("y"));
    assertEquals(1, smsc.events("bind").size());
  }

  @Test
  void window_isNeverExceeded() throws Exception {
    bind("window", "4");
    smsc.behave(new JsonObject().put("delayMillis", 20));
    List<CompletableFuture<SubmitOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      outcomes.addAll(rig.send("x"));
    }
    all(outcomes);
    assertEquals(
        4, submits(40).stream().mapToInt(one -> one.getInteger("underWay")).max().orElse(0));
  }

  @Test
  void rate_isKept() throws Exception {
    bind("rate", "20", "window", "50");
    long before = System.nanoTime();
    List<CompletableFuture<SubmitOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 41; i++) {
      outcomes.addAll(rig.send("x"));
    }
    all(outcomes);
    long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
    assertTrue(millis >= 2000 && millis < 20_000, () -> millis + " ms");
  }

  @Test
  void severalBinds_shareTheLoad_andOneCanGo() throws Exception {
    try (NodeSmsc other = NodeSmsc.start()) {
      Map<String, String> settings = new HashMap<>(Rig.bind("main", smsc.port()));
      settings.putAll(Rig.bind("other", other.port()));
      settings.put("binds.other.group", "second");
      rig = Rig.of(settings);
      smsc.await("bind", 1);
      other.await("bind", 1);
      await()
          .atMost(Rig.PATIENCE)
          .until(
              () -> {
                all(rig.send("x"));
                all(List.of(rig.send("y").get(0), rig.send("z").get(0)));
                return !smsc.events("submit").isEmpty() && !other.events("submit").isEmpty();
              });
    }
    List<CompletableFuture<SubmitOutcome>> outcomes = new ArrayList<>();
    await().atMost(Rig.PATIENCE).until(() -> rig.sendOne("w") instanceof SubmitOutcome.Accepted);
    for (int i = 0; i < 10; i++) {
      outcomes.addAll(rig.send("v"));
    }
    assertTrue(all(outcomes).stream().allMatch(SubmitOutcome.Accepted.class::isInstance));
  }

  @Test
  void stop_waitsForAnswers_andUnbinds() throws Exception {
    bind();
    smsc.behave(new JsonObject().put("delayMillis", 200));
    List<CompletableFuture<SubmitOutcome>> outcomes = rig.send("x");
    submits(1);
    rig.stop();
    assertEquals(new SubmitOutcome.Accepted("m1", "main"), outcomes.get(0).join());
    assertEquals(0, smsc.await("unbind", 1).get(0).getInteger("underWay"));
    assertInstanceOf(SubmitOutcome.NotSent.class, rig.sendOne("y"));
    assertFalse(rig.queue.isReady());
  }

  @Test
  void silentLink_isAskedWhetherItIsThere_andLeftIfNot() throws Exception {
    bind("timing.enquire-link", "PT0.1S", "timing.response", "PT0.3S");
    smsc.await("enquire", 3);
    assertEquals(1, smsc.events("bind").size());
    smsc.behave(new JsonObject().put("deaf", true));
    smsc.await("bind", 2);
  }

  @Test
  void wrongPassword_isNeverReady_andKeepsTrying() {
    Map<String, String> settings = new HashMap<>(Rig.bind("main", smsc.port()));
    settings.put("binds.main.password", "wrong");
    rig = Rig.of(settings);
    assertTrue(smsc.await("bind", 3).stream().noneMatch(bind -> bind.getBoolean("known")));
    assertFalse(rig.queue.isReady());
  }

  @Test
  void smscGoneAndBack_isBoundAgain() throws Exception {
    bind();
    int port = smsc.port();
    smsc.close();
    await().atMost(Rig.PATIENCE).until(() -> !rig.queue.isReady());
    CompletableFuture<SubmitOutcome> waiting = rig.send("x").get(0);
    smsc = NodeSmsc.start(new JsonObject().put("port", port));
    assertEquals(new SubmitOutcome.Accepted("m1", "main"), waiting.get(10, TimeUnit.SECONDS));
  }
}
