package com.jagcall.messaging.bell;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets whoever has committed work tell whoever does it, in the same replica. */
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
