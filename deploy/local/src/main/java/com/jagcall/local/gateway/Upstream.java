package com.jagcall.local.gateway;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A service behind the gateway: its replicas, taken in turn. */
public final class Upstream {

  private final List<Replica> replicas;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param replicas the address of each replica, for example {@code http://127.0.0.1:20123}; at
   *     least one
   */
  public Upstream(List<URI> replicas) {
    if (replicas.isEmpty()) {
      throw new IllegalArgumentException("a service needs at least one replica");
    }
    this.replicas = replicas.stream().map(Replica::new).toList();
  }

  /**
   * The order in which to try the replicas for one request: each time another one is first, those
   * that refused a moment ago come last. They do come: when all refused, one of them may be back.
   */
  List<Replica> inTurn() {
    int first = Math.floorMod(turn.getAndIncrement(), replicas.size());
    List<Replica> order = new ArrayList<>(replicas.size());
    List<Replica> resting = new ArrayList<>();
    for (int i = 0; i < replicas.size(); i++) {
      Replica replica = replicas.get((first + i) % replicas.size());
      (replica.isResting() ? resting : order).add(replica);
    }
    order.addAll(resting);
    return order;
  }
}
