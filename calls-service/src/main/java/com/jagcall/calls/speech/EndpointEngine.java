package com.jagcall.calls.speech;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.jagcall.calls.speech.SpeechConfig.Endpoint;
import com.jagcall.calls.speech.SpeechFailure.Cause;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/** Speaks by a provider with OpenAI's speech endpoint, and hands its audio on as it arrives. */
final class EndpointEngine implements SpeechEngine {
  private static final String DEFAULT_VOICE_ID = "rachel";
  private static final Pattern VOICE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private final Endpoint config;
  private final URI address;
  private final HttpClient client;
  private final ScheduledExecutorService timer;
  private final Semaphore room;

  /**
   * @param threads takes what arrives; never blocks
   * @param timer notices what does not
   */
  EndpointEngine(Endpoint config, Executor threads, ScheduledExecutorService timer) {
    this.config = config;
    this.timer = timer;
    address = URI.create(config.url().toString().replaceFirst("/*$", "/audio/speech"));
    room = new Semaphore(config.concurrency());
    client =
        HttpClient.newBuilder()
            // One connection for a sentence: ending it is the only way to stop a provider at once.
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(config.timeout())
            .executor(threads)
            .build();
  }

  @Override
  public Utterance say(String sentence, Voice voice, Sink sink) {
    if (!room.tryAcquire()) {
      sink.failed(new SpeechFailure(Cause.OVERLOADED, "as many sentences as configured"));
      return () -> {};
    }
    SpeechRequest request = new SpeechRequest(config, sink, timer, room::release);
    request.send(client, request(sentence, voice));
    return request;
  }

  private HttpRequest request(String sentence, Voice voice) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", config.model())
            .put("input", sentence)
            .put("voice", voice(voice.id()))
            .put("response_format", "pcm")
            .toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    config.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  private String voice(String id) {
    String listed = id == null ? null : config.voices().get(id);
    if (listed != null) {
      return listed;
    }
    boolean own = id != null && !id.equals(DEFAULT_VOICE_ID) && VOICE.matcher(id).matches();
    return own ? id : config.voice();
  }
}
