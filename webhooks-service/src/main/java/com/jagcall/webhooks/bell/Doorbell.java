package com.jagcall.webhooks.bell;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets whoever has committed work for an endpoint tell whoever sends, in the same replica. */
@ApplicationScoped
public class Doorbell {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** From now on hears it; must return at once. */
  public void answer(Runnable listener) {
    listeners.add(listener);
  }

  /** Work is committed. */
  public void ring() {
    listeners.forEach(Runnable::run);
  }
}
