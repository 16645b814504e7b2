package com.jagcall.common.thing;

import com.jagcall.common.idempotency.Preparation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what would be asked of another service. */
@ApplicationScoped
public class Permits implements Preparation<Integer> {
  private final AtomicInteger given = new AtomicInteger();
  private final Set<Integer> open = ConcurrentHashMap.newKeySet();

  public int given() {
    return given.get();
  }

  /** Those given and not taken back. */
  public int open() {
    return open.size();
  }

  public void reset() {
    given.set(0);
    open.clear();
  }

  @Override
  public Uni<Integer> prepare() {
    return Uni.createFrom().item(given::incrementAndGet).invoke(open::add);
  }

  @Override
  public Uni<Void> undo(Integer permit) {
    return Uni.createFrom().item(permit).invoke(open::remove).replaceWithVoid();
  }
}
