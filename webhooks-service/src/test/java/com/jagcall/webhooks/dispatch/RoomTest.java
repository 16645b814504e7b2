package com.jagcall.webhooks.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attempts are shared between organizations, and between the endpoints of each. */
class RoomTest {
  private final Room room = new Room(8, 5);
  private final List<String> entered = new ArrayList<>();

  /** An endpoint that always has more to send. */
  private final class Endpoint implements Room.Guest {
    private final String name;

    Endpoint(String name) {
      this.name = name;
    }

    /** The first letter of the name. */
    @Override
    public String organizationId() {
      return name.substring(0, 1);
    }

    @Override
    public void enter() {
      while (room.hasRoomFor(this)) {
        room.take(organizationId());
        entered.add(name);
      }
    }
  }

  private void start(String... names) {
    for (String name : names) {
      new Endpoint(name).enter();
    }
  }

  @Test
  void oneOrganization_hasItsShareAndNoMore() {
    start("a1", "a2");
    assertEquals(List.of("a1", "a1", "a1", "a1", "a1"), entered);
    start("b1");
    assertEquals(8, room.taken());
    assertEquals(List.of("b1", "b1", "b1"), entered.subList(5, 8));
  }

  @Test
  void endpointsThatWait_areServedInTurn() {
    start("a1", "a2", "a3");
    entered.clear();
    for (int i = 0; i < 6; i++) {
      room.leave("a");
    }
    assertEquals(List.of("a1", "a2", "a3", "a1", "a2", "a3"), entered);
  }

  @Test
  void organizationsThatWait_areServedInTurn() {
    start("a1", "b1", "c1", "d1");
    entered.clear();
    for (String organization : List.of("a", "a", "a", "a")) {
      room.leave(organization);
    }
    assertEquals(8, room.taken());
    assertEquals(List.of("a1", "b1", "c1", "d1"), entered);
  }

  @Test
  void fullOrganization_doesNotStandInTheWayOfTheNext() {
    start("a1", "b1");
    new Endpoint("c1").enter();
    entered.clear();
    room.leave("b");
    assertFalse(entered.isEmpty());
    assertEquals(8, room.taken());
  }
}
