package com.jagcall.webhooks.dispatch;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shares the attempts that a replica makes at once. No organization has more than its share of
 * them, however many endpoints of it are slow; and whoever found none free is served in turn:
 * organization by organization, and in each of them endpoint by endpoint. Used from one thread.
 */
final class Room {
  private final int most;
  private final int share;
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, Set<Guest>> waiting = new LinkedHashMap<>();
  private int allTaken;

  /** Who makes attempts for an organization. */
  interface Guest {
    String organizationId();

    /** There is room for one more attempt at least. */
    void enter();
  }

  /**
   * Room.
   *
   * @param most attempts at once
   * @param share of them for one organization
   */
  Room(int most, int share) {
    this.most = most;
    this.share = share;
  }

  /** Whether there is room for one more; whoever is told that there is none waits for it. */
  boolean hasRoomFor(Guest guest) {
    if (allTaken < most && taken.getOrDefault(guest.organizationId(), 0) < share) {
      return true;
    }
    waiting.computeIfAbsent(guest.organizationId(), id -> new LinkedHashSet<>()).add(guest);
    return false;
  }

  /** An attempt begins. */
  void take(String organizationId) {
    allTaken++;
    taken.merge(organizationId, 1, Integer::sum);
  }

  /** An attempt has ended: those enter who waited for it. */
  void leave(String organizationId) {
    allTaken--;
    taken.computeIfPresent(organizationId, (id, count) -> count == 1 ? null : count - 1);
    Optional<Guest> next = next();
    while (next.isPresent()) {
      next.get().enter();
      next = next();
    }
  }

  /** Whoever has waited longest of those for whom there is room; does not wait any more. */
  private Optional<Guest> next() {
    if (allTaken >= most) {
      return Optional.empty();
    }
    for (String organizationId : waiting.keySet()) {
      if (taken.getOrDefault(organizationId, 0) < share) {
        return Optional.of(first(organizationId));
      }
    }
    return Optional.empty();
  }

  private Guest first(String organizationId) {
    // Away from the front of the queue, and to its end if others of the organization wait.
    Set<Guest> guests = waiting.remove(organizationId);
    Iterator<Guest> inTurn = guests.iterator();
    Guest first = inTurn.next();
    inTurn.remove();
    if (!guests.isEmpty()) {
      waiting.put(organizationId, guests);
    }
    return first;
  }

  int taken() {
    return allTaken;
  }
}
