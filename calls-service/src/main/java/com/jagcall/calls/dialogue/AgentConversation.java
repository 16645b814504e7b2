package com.jagcall.calls.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.calls.agent.Agent;
import com.jagcall.calls.call.CallDirection;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.conversation.Conversation;
import com.jagcall.calls.conversation.Talk;
import com.jagcall.calls.conversation.TalkListener;
import com.jagcall.calls.listening.AdaptiveTurns;
import com.jagcall.calls.listening.Recognition;
import com.jagcall.calls.listening.Silero;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.model.LanguageModel;
import com.jagcall.calls.model.SpeechToSpeech;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.speech.Voice;
import com.jagcall.calls.tool.AgentTool;
import com.jagcall.calls.tool.AgentToolbox;
import com.jagcall.calls.tool.HttpFunctions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Agents that listen, think, speak and are interrupted. */
public final class AgentConversation implements Conversation {
  private static final int MAX_TOOLS = 32;
  private static final long DEFAULT_SECONDS = 10;

  /** Before a call is cut off, the agent has so long to say that it has to end. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(6);

  private final Providers providers;
  private final PhraseBook phrases = new PhraseBook();
  private final PhraseBook writtenPhrases = new PhraseBook();

  /**
   * What all conversations of a deployment share.
   *
   * @param speechToSpeech listens, thinks and speaks instead of ears, models and voices
   * @param messages who sends the messages of a call
   * @param workshop where their events run, and what they took
   */
  public record Providers(
      Silero silero,
      List<Recognition> ears,
      List<LanguageModel> models,
      List<Synthesis> voices,
      HttpFunctions functions,
      Optional<SpeechToSpeech> speechToSpeech,
      Function<Order, AgentToolbox.Messages> messages,
      Workshop workshop) {}

  public AgentConversation(Providers providers) {
    this.providers = providers;
  }

  @Override
  public Talk begin(Order order, AudioLine line, TalkListener listener) {
    if (providers.speechToSpeech().isPresent() && line.hasSound()) {
      DirectTalk direct =
          new DirectTalk(line, part(order), toolbox(order), providers.workshop(), listener);
      direct.begin(providers.speechToSpeech().get());
      return direct;
    }
    Cast cast =
        new Cast(
            providers.silero().open(),
            new AdaptiveTurns(),
            providers.ears(),
            providers.models(),
            line.hasSound() ? providers.voices() : List.of(new WrittenVoice()),
            toolbox(order),
            line.hasSound() ? phrases : writtenPhrases);
    LiveTalk talk = new LiveTalk(line, part(order), cast, providers.workshop(), listener);
    talk.begin();
    return talk;
  }

  static AgentPart part(Order order) {
    Agent agent = order.agent();
    boolean isOurs = order.direction() == CallDirection.OUTBOUND;
    String message = agent.voicemailMessage() == null ? "" : agent.voicemailMessage();
    return new AgentPart(
            agent.firstMessage(),
            agent.systemPrompt() == null ? "" : agent.systemPrompt(),
            agent.model(),
            agent.temperature() == null ? null : agent.temperature().doubleValue(),
            new Voice(agent.voiceId(), agent.language()),
            longest(order.maxDuration()).toMillis(),
            isOurs ? message : null)
        .with(order.metadata());
  }

  /** Of a short call the last words are a fifth. */
  private static Duration longest(Duration call) {
    Duration fifth = call.dividedBy(5);
    return call.minus(fifth.compareTo(LAST_WORDS) < 0 ? fifth : LAST_WORDS);
  }

  private AgentToolbox toolbox(Order order) {
    boolean isOurs = order.direction() == CallDirection.OUTBOUND;
    return new AgentToolbox(
        tools(order.agent().tools()),
        new AgentToolbox.Call(
            order.callId(), isOurs ? order.to() : order.from(), order.agent().transferNumber()),
        providers.functions(),
        providers.messages().apply(order));
  }

  /** As agents-service has them; one of a type that is not known here is left out. */
  static List<AgentTool> tools(JsonNode json) {
    List<AgentTool> tools = new ArrayList<>();
    if (json == null || !json.isArray()) {
      return tools;
    }
    for (JsonNode tool : json) {
      String type = tool.path("type").asText().toUpperCase(Locale.ROOT);
      for (AgentTool.Type known : AgentTool.Type.values()) {
        if (known.name().equals(type) && tools.size() < MAX_TOOLS) {
          tools.add(
              new AgentTool(
                  known,
                  tool.path("name").asText(),
                  tool.path("description").asText(null),
                  tool.path("url").asText(null),
                  tool.path("parameters").isObject() ? tool.get("parameters") : null,
                  Duration.ofSeconds(tool.path("timeout_seconds").asLong(DEFAULT_SECONDS))));
        }
      }
    }
    return tools;
  }
}
