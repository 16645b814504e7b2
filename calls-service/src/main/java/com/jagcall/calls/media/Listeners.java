package com.jagcall.calls.media;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A few listeners, of which one that throws is logged and left out: a call goes on without it. */
final class Listeners<L> {
  private static final Logger LOG = System.getLogger(Listeners.class.getName());
  private static final int LIMIT = 8;

  private final List<L> all = new CopyOnWriteArrayList<>();

  synchronized void add(L listener) {
    if (all.size() == LIMIT) {
      throw new IllegalStateException("At most " + LIMIT + " listeners.");
    }
    all.add(listener);
  }

  void remove(L listener) {
    all.remove(listener);
  }

  void tell(Consumer<L> news) {
    for (L listener : all) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "A listener failed and hears no more", e);
        all.remove(listener);
      }
    }
  }
}
