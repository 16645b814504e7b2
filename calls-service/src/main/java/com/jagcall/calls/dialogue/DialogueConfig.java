package com.jagcall.calls.dialogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator decides about conversations. */
@ConfigMapping(prefix = "jagcall.dialogue")
public interface DialogueConfig {
  /** Who thinks: {@code scripted}, or the name of one of the {@link #endpoints}. */
  @WithDefault("scripted")
  String model();

  /** Who thinks when that one fails; the same again when absent. */
  Optional<String> fallback();

  /** Who listens: {@code offline}, or the name of one of the {@link #endpoints}. */
  @WithDefault("offline")
  String recognition();

  /** Who listens when that one fails; the same again when absent. */
  Optional<String> recognitionFallback();

  /**
   * The one of the {@link #endpoints} that listens, thinks and speaks by itself (OpenAI's Realtime
   * API), instead of all others; absent: none does.
   */
  Optional<String> speechToSpeech();

  /** Providers by name. */
  Map<String, Endpoint> endpoints();

  /** How many turns the offline recogniser listens to at once, each in 90 MB. */
  @WithDefault("2")
  int offlineRecognisers();

  /** Whether one of them is loaded with the service, so that the first caller is understood. */
  @WithDefault("true")
  boolean warm();

  /**
   * How long nobody may speak until the agent asks whether the caller is there; twice, then it
   * ends.
   */
  @WithDefault("8S")
  Duration silence();

  /** Threads that all conversations share. */
  @WithDefault("4")
  int threads();

  /** Whether an agent's function may be called over http. */
  @WithDefault("false")
  boolean allowHttp();

  /** Ranges in CIDR notation in which functions may be called although they are not public. */
  Optional<List<String>> allowedNetworks();

  /** Who resolves names of functions, as {@code address:port}; the system's own when absent. */
  Optional<List<String>> dnsServers();

  /**
   * One that speaks OpenAI's protocol: {@code POST {url}/chat/completions}, {@code POST
   * {url}/audio/transcriptions}, {@code GET {url}/realtime} as websocket.
   */
  interface Endpoint {
    /** Its base, such as {@code https://api.openai.com/v1}. */
    URI url();

    /** Sent as bearer token. */
    Optional<String> key();

    /** The model for agents that name none. */
    @WithDefault("gpt-4.1-mini")
    String model();

    /** The model that transcribes. */
    @WithDefault("gpt-4o-mini-transcribe")
    String transcriptionModel();

    /** The model that listens and speaks by itself. */
    @WithDefault("gpt-realtime")
    String realtimeModel();

    /** The voice of that model, for agents whose {@code voice_id} is not the provider's. */
    @WithDefault("marin")
    String realtimeVoice();

    /** How long until it begins to answer. */
    @WithDefault("3S")
    Duration timeout();
  }
}
