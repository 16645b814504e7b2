package com.jagcall.calls.dialogue;

/** Keys that belong together: until the hash key, or until none follows. */
final class Keypad {
  private static final int MAX_KEYS = 64;

  private final StringBuilder keys = new StringBuilder();
  private long lastMillis;

  /** True when it completes them. */
  boolean press(char key, long nowMillis) {
    keys.append(key);
    lastMillis = nowMillis;
    return key == '#' || keys.length() >= MAX_KEYS;
  }

  boolean isEmpty() {
    return keys.length() == 0;
  }

  boolean isOver(long nowMillis, long limit) {
    return !isEmpty() && nowMillis - lastMillis >= limit;
  }

  String take() {
    String all = keys.toString();
    keys.setLength(0);
    return all;
  }
}
