package com.jagcall.calls.queue;

import com.jagcall.calls.call.Order;
import java.time.Duration;
import java.util.List;

/**
 * What came of asking for a tenant's next calls.
 *
 * @param calls those that this replica shall dial now, in their order
 * @param again when to ask again, because the second is full; null: whenever something changes
 */
public record Admitted(List<Turn> calls, Duration again) {

  /**
   * A call whose turn it is.
   *
   * @param holdId the money held for it
   */
  public record Turn(Order order, String holdId) {}
}
