package com.jagcall.common.outbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.ReceiverDouble;
import com.jagcall.common.testing.ReceiverDouble.Failure;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever ends at whichever step: what was committed arrives, once by its identifier, in order.
 */
@QuarkusTest
class OutboxTest {
  private static final String WEBHOOKS = "webhooks-service";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  Backends backends;
  @Inject Outbox outbox;
  private ReceiverDouble receiver;

  @RegisterForReflection
  record Numbered(int number) {}

  @BeforeEach
  void startAnew() {
    receiver = backends.receiver(WEBHOOKS);
    backends.postgres().execute("DELETE FROM common.outbox");
    receiver.reset();
  }

  private static OutboxEvent event(String key, int number) {
    return new OutboxEvent(WEBHOOKS, "thing.numbered", key, new Numbered(number));
  }

  private void commit(OutboxEvent event) {
    run(() -> Panache.withTransaction(() -> outbox.add(event)));
  }

  private void commit(String key, int from, int to) {
    IntStream.range(from, to).forEach(number -> commit(event(key, number)));
  }

  private static void run(Supplier<Uni<?>> work) {
    try {
      VertxContextSupport.subscribeAndAwait(() -> work.get().replaceWithVoid());
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private List<Integer> numbers(String key) {
    return receiver.events().stream()
        .filter(event -> event.getString("key").equals(key))
        .map(event -> event.getJsonObject("payload").getInteger("number"))
        .toList();
  }

  private void assertArrives(String key, int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertEquals(IntStream.range(0, count).boxed().toList(), numbers(key)));
    await().atMost(PATIENCE).until(() -> waiting() == 0);
  }

  private long waiting() {
    return backends.postgres().count("SELECT count(*) FROM common.outbox");
  }

  @Test
  void committed_arrivesAsItWasWritten() {
    String key = Ids.next("thg_");
    commit(event(key, 0));
    assertArrives(key, 1);
    JsonObject event = receiver.events().get(0);
    assertTrue(event.getString("id").startsWith("evt_"), event.encode());
    assertEquals("thing.numbered", event.getString("type"));
    assertTrue(receiver.tokens().get(0).startsWith("Bearer ey"));
    assertEquals(1, receiver.sightings());
  }

  @Test
  void rolledBack_neverArrives() {
    String key = Ids.next("thg_");
    assertThrows(
        IllegalStateException.class,
        () ->
            run(
                () ->
                    Panache.withTransaction(
                        () ->
                            outbox
                                .add(event(key, 7))
                                .invoke(
                                    () -> {
                                      throw new IllegalStateException("changed its mind");
                                    }))));
    commit(event(key, 0));
    assertArrives(key, 1);
  }

  @Test
  void receiverIsDown_eventsWaitAndComeInOrder() {
    String key = Ids.next("thg_");
    receiver.fail(Failure.DOWN);
    commit(key, 0, 5);
    await().atMost(PATIENCE).until(() -> receiver.sightings() > 0);
    commit(key, 5, 10);
    assertEquals(List.of(), receiver.events());
    receiver.fail(Failure.NONE);
    assertArrives(key, 10);
  }

  @Test
  void receiverDiesBeforeItsCommit_eventsComeAgain() {
    assertSurvives(Failure.HANGS_UP_BEFORE);
  }

  @Test
  void receiverDiesAfterItsCommit_eventsComeAgainUnderTheSameIdentifier() {
    assertSurvives(Failure.HANGS_UP_AFTER);
  }

  @Test
  void receiverNeverAnswers_eventsComeAgainUnderTheSameIdentifier() {
    assertSurvives(Failure.SILENT);
  }

  private void assertSurvives(Failure failure) {
    String key = Ids.next("thg_");
    receiver.fail(failure);
    commit(key, 0, 3);
    await().atMost(PATIENCE).until(() -> receiver.sightings() >= 3);
    receiver.fail(Failure.NONE);
    commit(key, 3, 6);
    assertArrives(key, 6);
    assertTrue(receiver.sightings() > 6, "nothing was sent twice");
  }

  @Test
  void senderLosesItsDatabaseWhileTheReceiverCommits_eventsComeAgain() {
    String key = Ids.next("thg_");
    AtomicBoolean isCut = new AtomicBoolean();
    receiver.onBatch(
        () -> {
          if (isCut.compareAndSet(false, true)) {
            cutConnections();
          }
        });
    commit(event(key, 0));
    assertArrives(key, 1);
    assertTrue(isCut.get());
  }

  @Test
  void senderDiesBeforeItForgets_eventsComeAgainUnderTheSameIdentifier() {
    String key = Ids.next("thg_");
    backends
        .postgres()
        .execute(
            """
            CREATE FUNCTION common.die() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN RAISE 'killed here'; END $$;
            CREATE TRIGGER die BEFORE DELETE ON common.outbox EXECUTE FUNCTION common.die()
            """);
    try {
      commit(event(key, 0));
      await().atMost(PATIENCE).until(() -> receiver.sightings() >= 2);
    } finally {
      backends.postgres().execute("DROP FUNCTION common.die CASCADE");
    }
    assertArrives(key, 1);
  }

  private void cutConnections() {
    backends
        .postgres()
        .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'common'");
  }

  @Test
  void refusedEvent_holdsUpItsKeyOnly() {
    String bad = Ids.next("thg_");
    String good = Ids.next("thg_");
    receiver.refuse(
        event ->
            event.getString("key").equals(bad)
                && event.getJsonObject("payload").getInteger("number") == 1);
    commit(bad, 0, 2);
    await().atMost(PATIENCE).until(() -> receiver.sightings() > 2);
    commit(bad, 2, 4);
    commit(good, 0, 3);
    await().atMost(PATIENCE).untilAsserted(() -> assertEquals(List.of(0, 1, 2), numbers(good)));
    assertEquals(List.of(0), numbers(bad).stream().filter(number -> number < 2).toList());
    receiver.refuse(event -> false);
    assertArrives(bad, 4);
  }

  @Test
  void manyAtOnce_eachKeyInItsOrder() {
    List<String> keys = IntStream.range(0, 20).mapToObj(i -> Ids.next("thg_")).toList();
    keys.parallelStream().forEach(key -> commit(key, 0, 15));
    keys.forEach(key -> assertArrives(key, 15));
    assertEquals(300, receiver.sightings());
  }

  @Test
  void anotherReplicaSends_thisOneWaitsUntilItIsGone() {
    String key = Ids.next("thg_");
    backends
        .postgres()
        .execute(
            """
            INSERT INTO common.outbox_relay VALUES ('webhooks-service', 'other', now() + interval '3 s')
            ON CONFLICT (receiver) DO UPDATE SET replica = 'other', until = excluded.until
            """);
    commit(event(key, 0));
    assertArrives(key, 1);
    assertEquals(
        0,
        backends
            .postgres()
            .count("SELECT count(*) FROM common.outbox_relay WHERE replica = 'other'"));
  }

  @Test
  void noSuchReceiverInThisDeployment_nothingIsKept() {
    commit(new OutboxEvent("billing-service", "hold.capture", "hld_1", new Numbered(1)));
    assertEquals(0, waiting());
  }

  @Test
  void receiverThatNobodyDeclared_isAMistake() {
    assertThrows(
        IllegalStateException.class,
        () -> commit(new OutboxEvent("calls-service", "thing", "thg_1", new Numbered(1))));
  }
}
