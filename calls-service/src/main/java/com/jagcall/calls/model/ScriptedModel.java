package com.jagcall.calls.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Answers as a {@link Scenario} says, with no account and no network. It remembers nothing: where
 * the conversation is follows from what was said.
 */
public final class ScriptedModel implements LanguageModel {
  private final Scenario scenario;
  private final Executor executor;

  /** A model that answers on this executor. */
  public ScriptedModel(Scenario scenario, Executor executor) {
    this.scenario = scenario;
    this.executor = executor;
  }

  @Override
  public Answer answer(Prompt prompt, ModelListener listener) {
    Telling telling = new Telling(prompt, listener);
    executor.execute(telling);
    return telling;
  }

  private final class Telling implements Answer, Runnable {
    private final Prompt prompt;
    private final ModelListener listener;
    private volatile boolean isCancelled;

    Telling(Prompt prompt, ModelListener listener) {
      this.prompt = prompt;
      this.listener = listener;
    }

    @Override
    public void cancel() {
      isCancelled = true;
    }

    @Override
    public void run() {
      List<String> said = new ArrayList<>();
      for (Remark remark : prompt.memory()) {
        if (remark instanceof Remark.Caller caller) {
          said.add(caller.text());
        }
      }
      boolean isAnswered = prompt.memory().isEmpty() || !(last() instanceof Remark.Caller);
      if (!isAnswered && !isCancelled) {
        tell(scenario.reply(said.subList(0, said.size() - 1), said.get(said.size() - 1)));
      }
      if (!isCancelled) {
        listener.finished();
      }
    }

    private Remark last() {
      return prompt.memory().get(prompt.memory().size() - 1);
    }

    private void tell(Scenario.Reply reply) {
      boolean hasTool =
          reply.tool() != null
              && prompt.tools().stream().anyMatch(tool -> tool.name().equals(reply.tool()));
      String text = hasTool || reply.withoutTool() == null ? reply.text() : reply.withoutTool();
      for (String word : text.split("(?<= )")) {
        if (isCancelled) {
          return;
        }
        listener.text(word);
      }
      if (hasTool) {
        listener.toolCall(new ToolCall("scripted", reply.tool(), "{}"));
      }
    }
  }
}
