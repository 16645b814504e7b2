package com.jagcall.messaging.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.messaging.inbound.PartGroups.Placed;
import com.jagcall.messaging.text.Alphabet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PartGroupsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private final List<StoredPart> stored = new ArrayList<>();

  private static StoredPart part(int number, int total, String text) {
    return new StoredPart(
        null,
        number,
        "org_1",
        null,
        "+14155550123",
        "+14155550100",
        7,
        total,
        Alphabet.GSM7,
        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
        null,
        NOON);
  }

  /** As a transaction does: the texts of the message, if this part completes one. */
  private Optional<List<String>> receive(StoredPart part) {
    Optional<Placed> placed = new PartGroups(stored).place(part);
    placed.ifPresent(one -> stored.add(one.part()));
    List<StoredPart> complete = placed.map(Placed::complete).orElse(List.of());
    if (complete.isEmpty()) {
      return Optional.empty();
    }
    String group = complete.get(0).groupId();
    stored.replaceAll(one -> one.groupId().equals(group) ? used(one) : one);
    return Optional.of(complete.stream().map(StoredPart::userData).toList());
  }

  private static StoredPart used(StoredPart part) {
    return new StoredPart(
        part.groupId(),
        part.number(),
        part.organizationId(),
        part.agentId(),
        part.fromNumber(),
        part.toNumber(),
        part.reference(),
        part.total(),
        part.alphabet(),
        part.userData(),
        "sms_1",
        part.firstAt());
  }

  @Provide
  Arbitrary<List<Integer>> orders() {
    return Arbitraries.shuffle(1, 2, 3, 4, 5)
        .flatMap(
            order ->
                Arbitraries.of(order)
                    .list()
                    .ofMaxSize(6)
                    .map(
                        again -> {
                          List<Integer> all = new ArrayList<>(order);
                          all.addAll(again);
                          return all;
                        }));
  }

  @Property
  void anyOrder_withCopies_isOneMessage(@ForAll("orders") List<Integer> order) {
    stored.clear();
    List<List<String>> messages = new ArrayList<>();
    order.forEach(number -> receive(part(number, 5, "text " + number)).ifPresent(messages::add));
    assertEquals(1, messages.size());
    List<String> expected = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      expected.add(part(number, 5, "text " + number).userData());
    }
    assertEquals(expected, messages.get(0));
  }

  @Test
  void referenceUsedAgain_isAnotherMessage() {
    receive(part(1, 2, "first a"));
    assertTrue(receive(part(2, 2, "first b")).isPresent());
    assertTrue(receive(part(2, 2, "second b")).isEmpty());
    Optional<List<String>> second = receive(part(1, 2, "second a"));
    assertEquals(
        List.of(part(1, 2, "second a").userData(), part(2, 2, "second b").userData()),
        second.orElseThrow());
  }

  @Test
  void otherTextWithANumberThatIsThere_beginsAnotherMessage() {
    receive(part(1, 2, "first"));
    receive(part(1, 2, "second"));
    assertEquals(2, stored.size());
    assertNotEquals(stored.get(0).groupId(), stored.get(1).groupId());
  }
}
