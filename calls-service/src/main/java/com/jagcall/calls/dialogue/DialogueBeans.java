package com.jagcall.calls.dialogue;

import com.jagcall.calls.conversation.Conversation;
import com.jagcall.calls.listening.OfflineRecognition;
import com.jagcall.calls.listening.OpenAiTranscription;
import com.jagcall.calls.listening.Recognition;
import com.jagcall.calls.listening.Silero;
import com.jagcall.calls.message.CallMessages;
import com.jagcall.calls.model.LanguageModel;
import com.jagcall.calls.model.OpenAiEndpoint;
import com.jagcall.calls.model.OpenAiModel;
import com.jagcall.calls.model.OpenAiRealtime;
import com.jagcall.calls.model.Scenario;
import com.jagcall.calls.model.ScriptedModel;
import com.jagcall.calls.model.SpeechToSpeech;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.summary.Summarizer;
import com.jagcall.calls.summary.SummaryConfig;
import com.jagcall.calls.tool.GuardedHttp;
import com.jagcall.common.guard.Resolver;
import com.jagcall.common.guard.TargetGuard;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the conversations of this deployment. A wrong name in its configuration ends the start. */
@Singleton
class DialogueBeans {
  private static final String SCRIPTED = "scripted";
  private static final String OFFLINE = "offline";

  private final DialogueConfig config;
  private final ExecutorService threads;
  private final ExecutorService streams = Executors.newCachedThreadPool(threads("model"));
  private final HttpClient client = HttpClient.newBuilder().executor(streams).build();
  private final Scenario scenario = Scenario.load(Scenario.APPOINTMENT);
  private final OfflineRecognition recognition;
  private final Silero silero = new Silero();
  private final Resolver resolver;

  DialogueBeans(DialogueConfig config) {
    this.config = config;
    threads = Executors.newFixedThreadPool(config.threads(), threads("dialogue"));
    recognition = new OfflineRecognition(scenario.grammar(), config.offlineRecognisers());
    resolver = new Resolver(config.dnsServers().orElse(List.of()));
  }

  @Produces
  @Singleton
  Conversation conversation(
      Synthesis synthesis, CallMessages messages, Vertx vertx, MeterRegistry metrics) {
    List<LanguageModel> models = new ArrayList<>();
    models.add(model(config.model()));
    config.fallback().map(this::model).ifPresent(models::add);
    List<Recognition> ears = new ArrayList<>();
    ears.add(ear(config.recognition()));
    config.recognitionFallback().map(this::ear).ifPresent(ears::add);
    TargetGuard guard =
        new TargetGuard(config.allowHttp(), config.allowedNetworks().orElse(List.of()));
    return new AgentConversation(
        new AgentConversation.Providers(
            silero,
            ears,
            models,
            List.of(synthesis),
            new GuardedHttp(vertx, guard, resolver),
            speechToSpeech(),
            messages::of,
            new Workshop(
                threads, new TalkMetrics(metrics), Timing.NATURAL.withSilence(config.silence()))));
  }

  /** Who has no other model sums up with the one that agents talk by. */
  @Produces
  @Singleton
  Summarizer summarizer(SummaryConfig summary) {
    Optional<String> own = summary.model().or(config::speechToSpeech);
    String name = own.orElse(config.model());
    List<LanguageModel> models = new ArrayList<>();
    if (!name.equals(SCRIPTED)) {
      LanguageModel model = model(name);
      // What an agent's model is called is known to the provider alone that it talks by.
      models.add(own.isPresent() ? (prompt, to) -> model.answer(prompt.unnamed(), to) : model);
      config
          .fallback()
          .filter(other -> !other.equals(SCRIPTED))
          .map(this::model)
          .ifPresent(models::add);
    }
    return new Summarizer(models, summary.timeout());
  }

  private LanguageModel model(String name) {
    if (name.equals(SCRIPTED)) {
      return new ScriptedModel(scenario, streams);
    }
    DialogueConfig.Endpoint endpoint = endpoint(name);
    return new OpenAiModel(with(endpoint, endpoint.model()), client);
  }

  private Recognition ear(String name) {
    if (name.equals(OFFLINE)) {
      return recognition;
    }
    DialogueConfig.Endpoint endpoint = endpoint(name);
    return new OpenAiTranscription(with(endpoint, endpoint.transcriptionModel()), client);
  }

  private Optional<SpeechToSpeech> speechToSpeech() {
    return config
        .speechToSpeech()
        .map(this::endpoint)
        .map(
            endpoint ->
                new OpenAiRealtime(
                    with(endpoint, endpoint.realtimeModel()), endpoint.realtimeVoice(), client));
  }

  private DialogueConfig.Endpoint endpoint(String name) {
    DialogueConfig.Endpoint endpoint = config.endpoints().get(name);
    if (endpoint == null) {
      throw new IllegalStateException("jagcall.dialogue.endpoints has no " + name);
    }
    return endpoint;
  }

  private static OpenAiEndpoint with(DialogueConfig.Endpoint endpoint, String model) {
    return new OpenAiEndpoint(endpoint.url(), endpoint.key().orElse(""), model, endpoint.timeout());
  }

  /** Loading takes seconds, in which nobody is understood: it is done before somebody calls. */
  void start(@Observes StartupEvent event) {
    boolean isUsed =
        config.recognition().equals(OFFLINE)
            || config.recognitionFallback().filter(OFFLINE::equals).isPresent();
    if (isUsed && config.warm() && config.speechToSpeech().isEmpty()) {
      recognition.warm();
    }
  }

  @PreDestroy
  void close() {
    recognition.close();
    resolver.close();
    threads.shutdownNow();
    streams.shutdownNow();
    silero.close();
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
