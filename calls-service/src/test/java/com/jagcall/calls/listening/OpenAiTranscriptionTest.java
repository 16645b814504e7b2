package com.jagcall.calls.listening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.model.OpenAiEndpoint;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint that transcribes may do, good and bad. */
class OpenAiTranscriptionTest {
  private final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
  private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile int status = 200;
  private volatile String answer =
      "{\"text\":\" Hello there. \",\"logprobs\":[{\"logprob\":-0.1},{\"logprob\":-0.3}]}";
  private final CountDownLatch cut = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/v1/audio/transcriptions", this::handle);
    server.start();
  }

  @AfterEach
  void close() {
    never.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      bodies.add(
          "Bearer key".equals(exchange.getRequestHeaders().getFirst("Authorization"))
              ? body
              : new byte[0]);
      if (status == 0) {
        never.await(20, TimeUnit.SECONDS);
      }
      if (status == 1) {
        stall(exchange);
      }
      byte[] text = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, text.length);
      exchange.getResponseBody().write(text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins an answer and does not go on, until somebody hangs up. */
  private void stall(HttpExchange exchange) throws InterruptedException {
    try {
      exchange.sendResponseHeaders(200, 0);
      for (int i = 0; i < 4_000 && !never.await(5, TimeUnit.MILLISECONDS); i++) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
      }
    } catch (IOException e) {
      cut.countDown();
    }
  }

  @Test
  void turn_isSentAsAWavFile_andComesBackAsText() throws Exception {
    hear(5_000);
    Recognised heard = (Recognised) told.poll(30, TimeUnit.SECONDS);
    assertEquals("Hello there.", heard.text());
    assertEquals(Math.exp(-0.2), heard.confidence(), 1e-9);
    byte[] body = bodies.take();
    String form = new String(body, StandardCharsets.ISO_8859_1);
    assertTrue(form.contains("name=\"model\"\r\n\r\nwhisper-1\r\n"));
    assertTrue(form.contains("name=\"language\"\r\n\r\nen\r\n"));
    byte[] wav = Arrays.copyOfRange(body, form.indexOf("RIFF"), body.length);
    var sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav));
    assertEquals(8_000, sound.getFormat().getSampleRate());
    assertEquals(480, sound.getFrameLength());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | {} | transcription: HTTP status 429",
        "500 | {} | transcription: HTTP status 500",
        "200 | {oops | transcription: an answer that cannot be read",
        "200 | [] | transcription: an answer without text"
      })
  void whatIsWrong_isAFailure(int code, String text, String failure) throws Exception {
    status = code;
    answer = text;
    hear(5_000);
    assertEquals(failure, told.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void noAnswerInTime_isAFailure() throws Exception {
    status = 0;
    hear(300);
    assertEquals("transcription: no answer", told.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void cancelled_tellsNothing() throws Exception {
    status = 0;
    Hearing hearing = hear(1_000);
    bodies.take();
    hearing.cancel();
    assertNull(told.poll(1_300, TimeUnit.MILLISECONDS));
  }

  @Test
  void cancelled_halfWay_closesTheConnection_andTellsNothing() throws Exception {
    status = 1;
    Hearing hearing = hear(5_000);
    bodies.take();
    hearing.cancel();
    assertTrue(cut.await(30, TimeUnit.SECONDS));
    assertNull(told.poll());
  }

  private Hearing hear(long timeoutMillis) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    Hearing hearing =
        new OpenAiTranscription(
                new OpenAiEndpoint(base, "key", "whisper-1", Duration.ofMillis(timeoutMillis)),
                HttpClient.newHttpClient())
            .listen(
                "en-US",
                new RecognitionListener() {
                  @Override
                  public void complete(Recognised all) {
                    told.add(all);
                  }

                  @Override
                  public void failed(String message) {
                    told.add(message);
                  }
                });
    for (int i = 0; i < 3; i++) {
      hearing.audio(new short[160]);
    }
    hearing.end();
    return hearing;
  }
}
