package com.jagcall.calls.tool;

import com.jagcall.calls.model.ToolCall;
import com.jagcall.calls.model.ToolDescription;
import java.util.List;
import java.util.function.Consumer;

/** The tools of one call's agent. */
public interface Toolbox {
  /** An agent that can do nothing but speak. */
  Toolbox EMPTY =
      new Toolbox() {
        @Override
        public List<ToolDescription> descriptions() {
          return List.of();
        }

        @Override
        public Running use(ToolCall call, Consumer<ToolOutcome> done) {
          done.accept(new ToolOutcome.Answered("There is no such tool."));
          return () -> {};
        }
      };

  List<ToolDescription> descriptions();

  /**
   * Does what the model asks for. Returns at once and never throws: a wrong name, wrong arguments,
   * a time-out are outcomes too, told to the model. {@code done} is called once, on any thread,
   * perhaps before this returns; it must not block.
   */
  Running use(ToolCall call, Consumer<ToolOutcome> done);

  /** A tool at work. */
  interface Running {
    /** Nobody waits for it any more. May be called at any time, twice. */
    void cancel();
  }
}
