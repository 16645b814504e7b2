package com.jagcall.calls.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * Whose turn it is: there is one answer at a time, and asking for another is refused. What is asked
 * for meanwhile, such as by the result of a tool, is asked for when that one is over.
 */
final class RealtimeTurns {
  private final Consumer<ObjectNode> send;
  private boolean isAsked;
  private boolean isAnswering;
  private ObjectNode next;

  RealtimeTurns(Consumer<ObjectNode> send) {
    this.send = send;
  }

  void ask(ObjectNode create) {
    synchronized (this) {
      if (isAsked || isAnswering) {
        // Words of ours stand above an answer to whatever was last.
        next = next == null || create.has("response") ? create : next;
        return;
      }
      isAsked = true;
    }
    send.accept(create);
  }

  synchronized void created() {
    isAsked = false;
    isAnswering = true;
  }

  void done() {
    ObjectNode create;
    synchronized (this) {
      isAsked = false;
      isAnswering = false;
      create = next;
      next = null;
    }
    if (create != null) {
      ask(create);
    }
  }

  /**
   * An event of ours was refused.
   *
   * @param isAlready whether because the model answers already, which we did not know yet
   */
  synchronized void refused(boolean isAlready) {
    if (isAsked && isAlready) {
      isAnswering = true;
      next =
          next == null
              ? JsonNodeFactory.instance.objectNode().put("type", "response.create")
              : next;
    }
    isAsked = false;
  }

  synchronized boolean isAnswering() {
    return isAnswering;
  }
}
