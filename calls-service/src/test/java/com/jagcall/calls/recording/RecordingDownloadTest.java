package com.jagcall.calls.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP, with a client that is not ours: the JDK's. */
@QuarkusTest
class RecordingDownloadTest {
  private static final int SIZE = 1_000_044;

  @TempDir Path folder;
  @Inject RecordingStore store;

  @TestHTTPResource("/probe/recordings/")
  URI probe;

  private final byte[] content = new byte[SIZE];
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void keep() throws IOException {
    new Random(1).nextBytes(content);
    RecordingKey key = new RecordingKey(new Tenant("org_probe", Mode.TEST), "call_probe");
    store.put(key, Files.write(folder.resolve("file"), content));
  }

  @Test
  void get_isTheWhole() throws Exception {
    HttpResponse<byte[]> answer = get("GET", "call_probe");
    assertEquals(200, answer.statusCode());
    assertArrayEquals(content, answer.body());
    assertEquals("1000044", header(answer, "content-length"));
    assertEquals("", header(answer, "transfer-encoding"));
    assertEquals("audio/wav", header(answer, "content-type"));
    assertEquals("bytes", header(answer, "accept-ranges"));
    assertEquals("private, no-cache", header(answer, "cache-control"));
  }

  @Test
  void range_isThatPart() throws Exception {
    HttpResponse<byte[]> answer = get("GET", "call_probe", "Range", "bytes=100-40099");
    assertEquals(206, answer.statusCode());
    assertEquals("bytes 100-40099/1000044", header(answer, "content-range"));
    assertEquals("40000", header(answer, "content-length"));
    assertArrayEquals(Arrays.copyOfRange(content, 100, 40100), answer.body());
  }

  @Test
  void ifRange_decidesWithEtagAndDate() throws Exception {
    HttpResponse<byte[]> whole = get("HEAD", "call_probe");
    for (String name : new String[] {"etag", "last-modified"}) {
      String validator = header(whole, name);
      assertEquals(
          206, get("GET", "call_probe", "Range", "bytes=0-0", "If-Range", validator).statusCode());
    }
    assertEquals(
        200, get("GET", "call_probe", "Range", "bytes=0-0", "If-Range", "\"x\"").statusCode());
  }

  @Test
  void behindTheEnd_is416() throws Exception {
    HttpResponse<byte[]> answer = get("GET", "call_probe", "Range", "bytes=1000044-");
    assertEquals(416, answer.statusCode());
    assertEquals("bytes */1000044", header(answer, "content-range"));
    assertEquals(0, answer.body().length);
  }

  @Test
  void head_hasLengthAndNoBody() throws Exception {
    HttpResponse<byte[]> answer = get("HEAD", "call_probe", "Range", "bytes=0-9");
    assertEquals(200, answer.statusCode());
    assertEquals("1000044", header(answer, "content-length"));
    assertEquals("bytes", header(answer, "accept-ranges"));
    assertEquals(0, answer.body().length);
  }

  @Test
  void absent_is404() throws Exception {
    assertEquals(404, get("GET", "call_absent").statusCode());
  }

  private HttpResponse<byte[]> get(String method, String call, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(probe.resolve(call))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
