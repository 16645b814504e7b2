package com.jagcall.calls.summary;

import com.jagcall.calls.model.Answer;
import com.jagcall.calls.model.LanguageModel;
import com.jagcall.calls.model.ModelFailure;
import com.jagcall.calls.model.ModelListener;
import com.jagcall.calls.model.Prompt;
import com.jagcall.calls.model.ToolCall;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;

/** Asks models for whole answers, one after the other until one of them answers. */
final class Asking {
  /** Characters of an answer; what is longer is none. */
  static final int MAX_LENGTH = 20_000;

  private final List<LanguageModel> models;
  private final Duration timeout;

  /** Nobody answered; safe for logs. */
  static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoAnswer(String message) {
      super(message, null, false, false);
    }
  }

  Asking(List<LanguageModel> models, Duration timeout) {
    this.models = List.copyOf(models);
    this.timeout = timeout;
  }

  boolean hasModel() {
    return !models.isEmpty();
  }

  /** The answer to a prompt, or {@link NoAnswer}. Whoever stops waiting cancels the request. */
  Uni<String> ask(Prompt prompt) {
    Uni<String> answer = Uni.createFrom().failure(new NoAnswer("there is no model"));
    for (LanguageModel model : models) {
      answer = answer.onFailure(NoAnswer.class).recoverWithUni(() -> ask(model, prompt));
    }
    return answer;
  }

  private Uni<String> ask(LanguageModel model, Prompt prompt) {
    return Uni.createFrom()
        .<String>emitter(
            emitter -> {
              Answer answer = model.answer(prompt, new Whole(emitter));
              emitter.onTermination(answer::cancel);
            })
        .ifNoItem()
        .after(timeout)
        .failWith(() -> new NoAnswer("no answer in time"));
  }

  private static final class Whole implements ModelListener {
    private final UniEmitter<? super String> emitter;
    private final StringBuilder text = new StringBuilder();

    Whole(UniEmitter<? super String> emitter) {
      this.emitter = emitter;
    }

    @Override
    public void text(String piece) {
      text.append(piece);
      if (text.length() > MAX_LENGTH) {
        emitter.fail(new NoAnswer("an answer without end"));
      }
    }

    @Override
    public void toolCall(ToolCall call) {
      emitter.fail(new NoAnswer("a tool that there is not"));
    }

    @Override
    public void finished() {
      if (text.toString().isBlank()) {
        emitter.fail(new NoAnswer("an empty answer"));
      } else {
        emitter.complete(text.toString());
      }
    }

    @Override
    public void failed(ModelFailure failure) {
      emitter.fail(new NoAnswer(failure.message()));
    }
  }
}
