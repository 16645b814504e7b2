package com.jagcall.calls.dialogue;

import com.jagcall.calls.model.Answer;
import com.jagcall.calls.model.LanguageModel;
import com.jagcall.calls.model.ModelFailure;
import com.jagcall.calls.model.ModelListener;
import com.jagcall.calls.model.Prompt;
import com.jagcall.calls.model.Remark;
import com.jagcall.calls.model.ToolCall;
import com.jagcall.calls.tool.ToolOutcome;
import com.jagcall.calls.tool.Toolbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A turn of the agent: the model's answer, the tools that it asks for, the answer to their results,
 * until it asks for none. For the thread of its conversation.
 */
final class Reply {
  private static final int MAX_ROUNDS = 8;
  private static final int MAX_TOOLS_OF_A_ROUND = 8;
  private static final int MAX_LENGTH = 5_000;
  private static final String INTERRUPTED =
      "Interrupted by the caller. It is not known whether this was done.";

  private static final String NOT_DONE = "Interrupted by the caller. This was not done.";

  private final Mind mind;
  private final List<Remark> memory;
  private final Utterance utterance = new Utterance();
  private final List<Round> rounds = new ArrayList<>();
  private SpeakableText sentences = new SpeakableText();
  private Thought thought;
  private ToolOutcome ending;
  private ToolCall endingCall;
  private boolean isFailed;
  private int length;

  /** What a reply needs of its conversation. */
  record Mind(
      AgentPart agent, List<LanguageModel> models, Toolbox tools, Scene scene, Spoken spoken) {}

  /** Takes what is to be said and shown. */
  interface Spoken {
    void say(Utterance utterance, String sentence, int part);

    void used(ToolCall call);
  }

  private static final class Round {
    private final Map<ToolCall, String> results = new LinkedHashMap<>();
    private final List<Toolbox.Running> running = new ArrayList<>();

    private boolean isWaiting() {
      return results.containsValue(null);
    }
  }

  Reply(Mind mind, List<Remark> memory) {
    this.mind = mind;
    this.memory = List.copyOf(memory);
  }

  void start() {
    rounds.add(new Round());
    ask(mind.models().isEmpty() ? null : mind.models().get(0), 1);
  }

  private void ask(LanguageModel model, int attempt) {
    if (model == null) {
      isFailed = true;
      return;
    }
    List<Remark> all = new ArrayList<>(memory);
    all.addAll(remarks(true));
    AgentPart agent = mind.agent();
    utterance.stamps().requested(mind.scene().ticker().nanos());
    Thought asking = new Thought(attempt);
    thought = asking;
    asking.answer =
        model.answer(
            new Prompt(
                agent.instructions(),
                all,
                mind.tools().descriptions(),
                agent.model(),
                agent.temperature()),
            asking);
  }

  /** Wants to be called every frame. */
  void tick() {
    Timing timing = mind.scene().timing();
    if (thought != null) {
      long limit = thought.isBegun ? timing.nextToken() : timing.firstToken();
      if (mind.scene().ticker().millis() - thought.since > limit) {
        thought.answer.cancel();
        fail(thought);
      }
    }
  }

  private void text(Thought asking, String piece, long atNanos) {
    asking.begun();
    length += piece.length();
    for (String sentence : sentences.add(piece)) {
      say(sentence, atNanos);
    }
    if (length > MAX_LENGTH) {
      asking.answer.cancel();
      finished(atNanos);
    }
  }

  private void say(String sentence, long atNanos) {
    utterance.stamps().thought(atNanos);
    mind.spoken().say(utterance, sentence, rounds.size() - 1);
  }

  private void finished(long atNanos) {
    thought = null;
    sentences.finish().forEach(sentence -> say(sentence, atNanos));
    sentences = new SpeakableText();
    goOn();
  }

  private void toolCall(Thought asking, ToolCall call) {
    asking.begun();
    Round round = round();
    if (round.results.size() >= MAX_TOOLS_OF_A_ROUND || round.results.containsKey(call)) {
      return;
    }
    round.results.put(call, null);
    mind.spoken().used(call);
    round.running.add(
        mind.tools()
            .use(call, outcome -> mind.scene().events().execute(() -> used(round, call, outcome))));
  }

  private void used(Round round, ToolCall call, ToolOutcome outcome) {
    if (round != round() || round.results.get(call) != null) {
      return;
    }
    if (outcome instanceof ToolOutcome.Answered answered) {
      round.results.put(call, answered.text());
    } else {
      round.results.put(call, "Done.");
      ending = outcome;
      endingCall = call;
    }
    if (thought == null) {
      goOn();
    }
  }

  /** The model has spoken and no tool is at work: whether there is another round. */
  private void goOn() {
    Round round = round();
    boolean isLast = round.results.isEmpty() || rounds.size() >= MAX_ROUNDS;
    boolean isEnding = ending != null && !(ending instanceof ToolOutcome.Keys);
    if (!round.isWaiting() && !isLast && !isEnding) {
      start();
    }
  }

  private void fail(Thought asking) {
    thought = null;
    boolean isRoundSpoken =
        !utterance.said(rounds.size() - 1).isEmpty() || !round().results.isEmpty();
    if (isRoundSpoken) {
      finished(mind.scene().ticker().nanos());
    } else if (asking.attempt == 1) {
      sentences = new SpeakableText();
      ask(mind.models().get(1 % mind.models().size()), 2);
    } else {
      isFailed = true;
    }
  }

  /** Gives up all that is under way. What was said and done stays known. */
  void cancel() {
    if (thought != null) {
      Answer answer = thought.answer;
      thought = null;
      if (answer != null) {
        answer.cancel();
      }
    }
    for (Round round : rounds) {
      // What was to be done when all is said is not done then.
      round.results.replaceAll((call, result) -> call == endingCall ? NOT_DONE : result);
      round.results.replaceAll((call, result) -> result == null ? INTERRUPTED : result);
      round.running.forEach(Toolbox.Running::cancel);
    }
  }

  /** Whether a model or a tool is at work. */
  boolean isThinking() {
    return thought != null || round().isWaiting();
  }

  boolean isFailed() {
    return isFailed;
  }

  /** What is to be done when all is said; null: nothing. */
  ToolOutcome ending() {
    return ending;
  }

  Utterance utterance() {
    return utterance;
  }

  private Round round() {
    return rounds.get(rounds.size() - 1);
  }

  /**
   * What is remembered of it.
   *
   * @param isGoingOn whether what is not heard yet counts: it will be
   */
  List<Remark> remarks(boolean isGoingOn) {
    List<Remark> remarks = new ArrayList<>();
    for (int part = 0; part < rounds.size(); part++) {
      String text = isGoingOn ? utterance.said(part) : utterance.heard(part);
      if (!text.isEmpty()) {
        remarks.add(new Remark.Agent(text));
      }
      Map<ToolCall, String> results = rounds.get(part).results;
      if (!results.isEmpty()) {
        remarks.add(new Remark.Asked(List.copyOf(results.keySet())));
        results.forEach((call, result) -> remarks.add(new Remark.Result(call, result)));
      }
    }
    return remarks;
  }

  private final class Thought implements ModelListener {
    private final int attempt;
    private Answer answer;
    private boolean isBegun;
    private long since = mind.scene().ticker().millis();

    Thought(int attempt) {
      this.attempt = attempt;
    }

    private void begun() {
      isBegun = true;
      since = mind.scene().ticker().millis();
    }

    private void later(Runnable event) {
      mind.scene()
          .events()
          .execute(
              () -> {
                if (thought == this) {
                  event.run();
                }
              });
    }

    @Override
    public void text(String piece) {
      long at = mind.scene().ticker().nanos();
      later(() -> Reply.this.text(this, piece, at));
    }

    @Override
    public void toolCall(ToolCall call) {
      later(() -> Reply.this.toolCall(this, call));
    }

    @Override
    public void finished() {
      long at = mind.scene().ticker().nanos();
      later(() -> Reply.this.finished(at));
    }

    @Override
    public void failed(ModelFailure failure) {
      later(() -> fail(this));
    }
  }
}
