package com.jagcall.calls.speech;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What an operator decides about speech. */
@ConfigMapping(prefix = "jagcall.speech")
public interface SpeechConfig {
  /** Who speaks: {@code offline}, or the name of one of the {@link #endpoints}. */
  @WithDefault("offline")
  String provider();

  /** Who speaks on when that one fails; nobody when absent. */
  Optional<String> fallback();

  /** How many characters of a text are said. */
  @WithDefault("5000")
  int maxCharacters();

  /** How far ahead of the listener speech is made. */
  @WithDefault("20S")
  Duration ahead();

  /** How many sentences the offline engine works on at once, each in some megabytes. */
  @WithDefault("2")
  int offlineVoices();

  /** Providers by name. */
  Map<String, Endpoint> endpoints();

  /** One that speaks OpenAI's protocol: {@code POST {url}/audio/speech}. */
  interface Endpoint {
    /** Its base, such as {@code https://api.openai.com/v1}. */
    URI url();

    /** Sent as bearer token; nothing is sent when absent. */
    Optional<String> key();

    /** The model that speaks. */
    @WithDefault("gpt-4o-mini-tts")
    String model();

    /** The voice for agents whose {@code voice_id} is not the provider's. */
    @WithDefault("alloy")
    String voice();

    /**
     * The provider's voice for a {@code voice_id}. One that is not listed is the provider's own
     * name already, but for {@code rachel}, which every agent has that chose none.
     */
    Map<String, String> voices();

    /** Samples in a second of its PCM: a multiple of 8000. */
    @WithDefault("24000")
    int sampleRate();

    /** How long until the first audio of a sentence. */
    @WithDefault("2S")
    Duration timeout();

    /** How long it may make nothing after that. */
    @WithDefault("2S")
    Duration stall();

    /** How many sentences it is asked for at once. */
    @WithDefault("64")
    int concurrency();
  }
}
