package com.jagcall.numbers.inventory;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.error.ApiException;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/**
 * Where numbers come from. The built-in stock is one; a carrier's own inventory, asked over its
 * interface, is the next.
 */
public interface Inventory {

  /**
   * Numbers that can be ordered, in the order of their digits.
   *
   * @param offset how many to leave out from the start
   * @param limit how many to answer
   */
  Uni<Found> search(Mode mode, Criteria criteria, int offset, int limit);

  /**
   * Numbers of a search.
   *
   * @param total how many there are when these are the last ones; else one more than were seen
   */
  record Found(List<StockedNumber> numbers, int total) {}

  /**
   * The number, if it can be ordered at this moment. Asked before money is held for it: nothing is
   * promised.
   *
   * @throws ApiException {@code not_found} when the inventory has no such number, {@code conflict}
   *     when somebody has it
   */
  Uni<StockedNumber> offer(Mode mode, String number);

  /**
   * Takes the number for the caller, in the caller's transaction: of several who try, one succeeds.
   * What a carrier must be told goes through the outbox of that transaction.
   *
   * @throws ApiException {@code conflict} when somebody else was faster
   */
  Uni<Void> order(Mode mode, String number);

  /**
   * Gives the number back, in the caller's transaction.
   *
   * @param availableFrom until then nobody can order it
   */
  Uni<Void> release(Mode mode, String number, Instant availableFrom);
}
