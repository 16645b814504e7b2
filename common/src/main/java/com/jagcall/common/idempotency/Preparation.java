package com.jagcall.common.idempotency;

import io.smallrye.mutiny.Uni;

/**
 * What a request needs of another service before its transaction, such as a hold on money.
 *
 * <p>What is prepared must come to its end by itself: nobody undoes it when the service is killed
 * in between, or when the connection is lost while the work is committed.
 */
public interface Preparation<P> {
  /** Asks the other service. A failure is the request's failure. */
  Uni<P> prepare();

  /** Takes back what was prepared: the work was refused, or had been done before. */
  Uni<Void> undo(P prepared);
}
