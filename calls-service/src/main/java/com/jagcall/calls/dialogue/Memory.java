package com.jagcall.calls.dialogue;

import com.jagcall.calls.model.Remark;
import java.util.ArrayList;
import java.util.List;

/** What was really heard and done in a conversation; of a long one, the newest part. */
final class Memory {
  private static final int MAX_REMARKS = 300;
  private static final int MAX_TEXT = 10_000;

  private final List<Remark> remarks = new ArrayList<>();

  void caller(String text) {
    remarks.add(new Remark.Caller(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text));
    forget();
  }

  /** A turn that is over: as much of it as was heard. Null: there was none. */
  void agent(AgentTurn turn) {
    if (turn == null) {
      return;
    }
    if (turn.reply() != null) {
      remarks.addAll(turn.reply().remarks(false));
    } else if (!turn.utterance().heard().isEmpty()) {
      remarks.add(new Remark.Agent(turn.utterance().heard()));
    }
    forget();
  }

  /** The oldest go; results must not be left without what was asked for. */
  private void forget() {
    while (remarks.size() > MAX_REMARKS
        || !remarks.isEmpty() && remarks.get(0) instanceof Remark.Result) {
      remarks.remove(0);
    }
  }

  List<Remark> remarks() {
    return List.copyOf(remarks);
  }
}
