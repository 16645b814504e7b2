package com.jagcall.numbers.number;

import com.jagcall.common.error.ApiException;
import com.jagcall.numbers.inventory.Inventory;
import com.jagcall.numbers.lifecycle.Lifecycle.Outcome;
import com.jagcall.numbers.lifecycle.NumberStatus;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Changes of a number together with what follows from them, in the transaction of the caller, who
 * has locked the number.
 */
@ApplicationScoped
public class NumberChanges {
  private final PhoneNumberRepository numbers;
  private final NumberEvents events;
  private final Inventory inventory;
  private final NumbersConfig config;

  NumberChanges(
      PhoneNumberRepository numbers,
      NumberEvents events,
      Inventory inventory,
      NumbersConfig config) {
    this.numbers = numbers;
    this.events = events;
    this.inventory = inventory;
    this.config = config;
  }

  /**
   * Assigns the number to an agent, or with null to none.
   *
   * @throws ApiException {@code conflict} when the agent has another number
   */
  Uni<PhoneNumber> assign(PhoneNumber number, String agentId, Instant now) {
    String before = number.agentId();
    if (!number.assign(agentId, now)) {
      return Uni.createFrom().item(number);
    }
    return numbers
        .write(number)
        .call(() -> tellAgent(number, before, null))
        .call(() -> tellAgent(number, agentId, number.number()));
  }

  private Uni<Void> tellAgent(PhoneNumber number, String agentId, String phoneNumber) {
    return agentId == null
        ? Uni.createFrom().voidItem()
        : events.assigned(number.tenant(), agentId, phoneNumber);
  }

  /** Moves the number on, and tells whoever has to know. */
  public Uni<PhoneNumber> apply(PhoneNumber number, Outcome outcome, Instant now) {
    String before = number.agentId();
    number.move(outcome.next(), now);
    return numbers
        .write(number)
        .call(() -> tellOwner(number, before, outcome, now))
        .call(() -> isReleased(number) ? giveUp(number, before, now) : Uni.createFrom().voidItem());
  }

  private Uni<Void> tellOwner(PhoneNumber number, String agentId, Outcome outcome, Instant now) {
    return Multi.createFrom()
        .iterable(outcome.events())
        .onItem()
        .transformToUniAndConcatenate(
            event -> events.tell(number, agentId, event, now).replaceWith(true))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static boolean isReleased(PhoneNumber number) {
    return number.lifecycle().status() == NumberStatus.RELEASED;
  }

  private Uni<Void> giveUp(PhoneNumber number, String agentId, Instant now) {
    return inventory
        .release(number.tenant().mode(), number.number(), now.plus(config.quarantine()))
        .chain(() -> tellAgent(number, agentId, null));
  }
}
