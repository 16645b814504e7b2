package com.jagcall.calls.listening;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.calls.model.AnswerBody;
import com.jagcall.calls.model.OpenAiEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Any endpoint that speaks OpenAI's {@code POST /audio/transcriptions}: a turn is sent as a whole
 * when it is over, as a WAV file. There are no partial results.
 */
public final class OpenAiTranscription implements Recognition {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RATE = 8_000;
  private static final int HEADER = 44;
  private static final int OK = 200;

  /** What an endpoint may answer: a minute's words, and the probability of each of their pieces. */
  private static final int MAX_ANSWER = 500_000;

  private final OpenAiEndpoint endpoint;
  private final HttpClient client;

  /** A recognition that shares this client. */
  public OpenAiTranscription(OpenAiEndpoint endpoint, HttpClient client) {
    this.endpoint = endpoint;
    this.client = client;
  }

  @Override
  public Hearing listen(String language, RecognitionListener listener) {
    return new Turn(Locale.forLanguageTag(language).getLanguage(), listener);
  }

  private final class Turn implements Hearing {
    private final String language;
    private final RecognitionListener listener;
    private final ByteArrayOutputStream sound = new ByteArrayOutputStream();
    private CompletableFuture<?> request;
    private final AnswerBody answer = new AnswerBody();
    private boolean isOver;
    private volatile boolean isCancelled;

    Turn(String language, RecognitionListener listener) {
      this.language = language;
      this.listener = listener;
    }

    @Override
    public synchronized void audio(short[] pcm) {
      if (!isOver) {
        ByteBuffer bytes = ByteBuffer.allocate(pcm.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        sound.write(bytes.array(), 0, bytes.capacity());
      }
    }

    @Override
    public synchronized void end() {
      if (isOver) {
        return;
      }
      isOver = true;
      CompletableFuture<HttpResponse<InputStream>> sent =
          client.sendAsync(request(wav(sound.toByteArray()), language), answer);
      request = sent;
      sent.thenAccept(this::read)
          .exceptionally(
              failure -> {
                // A request that is cancelled fails in more ways than one.
                if (!isCancelled) {
                  listener.failed("transcription: no answer");
                }
                return null;
              });
    }

    private void read(HttpResponse<InputStream> response) {
      try (InputStream body = response.body()) {
        if (response.statusCode() != OK) {
          listener.failed("transcription: HTTP status " + response.statusCode());
          return;
        }
        JsonNode read = JSON.readTree(body.readNBytes(MAX_ANSWER));
        if (read == null || !read.path("text").isTextual()) {
          listener.failed("transcription: an answer without text");
          return;
        }
        long millis = sound.size() / 2 * 1_000L / RATE;
        listener.complete(
            new Recognised(read.path("text").asText().strip(), 0, millis, confidence(read)));
      } catch (IOException e) {
        if (!isCancelled) {
          listener.failed("transcription: an answer that cannot be read");
        }
      }
    }

    @Override
    public void cancel() {
      CompletableFuture<?> sent;
      synchronized (this) {
        isOver = true;
        isCancelled = true;
        sent = request;
      }
      if (sent != null) {
        sent.cancel(true);
      }
      // An answer that stands still half way holds its thread until then.
      answer.close();
    }
  }

  /** The mean probability of the text's pieces, where the endpoint tells it. */
  private static double confidence(JsonNode answer) {
    JsonNode pieces = answer.path("logprobs");
    double sum = 0;
    for (JsonNode piece : pieces) {
      sum += piece.path("logprob").asDouble();
    }
    return pieces.isEmpty() ? Double.NaN : Math.min(1, Math.exp(sum / pieces.size()));
  }

  private HttpRequest request(byte[] wav, String language) {
    String boundary = "jagcall-" + UUID.randomUUID();
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    field(form, boundary, "model", endpoint.model());
    field(form, boundary, "language", language);
    field(form, boundary, "response_format", "json");
    field(form, boundary, "include[]", "logprobs");
    text(
        form,
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"turn.wav\"\r\n"
            + "Content-Type: audio/wav\r\n\r\n");
    form.writeBytes(wav);
    text(form, "\r\n--" + boundary + "--\r\n");
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(endpoint.baseUrl() + "/audio/transcriptions"))
            .timeout(endpoint.timeout())
            .header("Content-Type", "multipart/form-data; boundary=" + boundary);
    if (!endpoint.apiKey().isEmpty()) {
      builder.header("Authorization", "Bearer " + endpoint.apiKey());
    }
    return builder.POST(BodyPublishers.ofByteArray(form.toByteArray())).build();
  }

  private static void field(
      ByteArrayOutputStream form, String boundary, String name, String value) {
    text(
        form,
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\""
            + name
            + "\"\r\n\r\n"
            + value
            + "\r\n");
  }

  private static void text(ByteArrayOutputStream form, String text) {
    form.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] wav(byte[] pcm) {
    ByteBuffer wav = ByteBuffer.allocate(HEADER + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER - 8 + pcm.length);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(pcm.length).put(pcm);
    return wav.array();
  }
}
