package com.jagcall.webhooks.signing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.Receiver;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Signatures satisfy an implementation of Standard Webhooks that is not ours: npm standardwebhooks.
 */
@QuarkusTest
class StandardWebhooksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path FOLDER = Path.of("target", "node");

  Backends backends;
  private WebhooksApi api;
  private Receiver receiver;

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(run(null, "node", "--version").startsWith("v"), "there is no Node here");
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", "package-lock.json", "verify.mjs")) {
      Files.copy(
          Path.of("src", "test", "node", file),
          FOLDER.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
      run(null, "npm", "ci", "--no-audit", "--no-fund");
    }
  }

  /** What a command says; nothing if there is no such command. */
  private static String run(String input, String... command) throws InterruptedException {
    try {
      Files.createDirectories(FOLDER);
      Process process =
          new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
      if (input != null) {
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      }
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> command[0] + " does not end");
      return output;
    } catch (IOException e) {
      return "";
    }
  }

  @BeforeEach
  void start() {
    api = WebhooksApi.unlimited(backends);
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private Receiver.Request next() {
    int before = receiver.requests().size();
    api.tell(api.event("call.completed", "call_é", null, new JsonObject().put("text", "héllo 👋")));
    await().atMost(PATIENCE).until(() -> receiver.requests().size() == before + 1);
    return receiver.requests().get(before);
  }

  private static String verify(Receiver.Request request, String secret, String body)
      throws InterruptedException {
    JsonObject headers = new JsonObject();
    request.headers().forEach(headers::put);
    JsonObject input =
        new JsonObject().put("secret", secret).put("headers", headers).put("body", body);
    return run(input.encode(), "node", "verify.mjs");
  }

  @Test
  void delivery_isVerified() throws Exception {
    String secret = api.createEndpoint(receiver.url()).getString("secret");
    Receiver.Request request = next();
    assertEquals("verified", verify(request, secret, request.body()));
    assertEquals("No matching signature found", verify(request, secret, request.body() + " "));
    String another = SigningSecret.generate().text();
    assertEquals("No matching signature found", verify(request, another, request.body()));
  }

  @Test
  void whileASecretIsRolled_bothVerify() throws Exception {
    JsonObject endpoint = api.createEndpoint(receiver.url());
    String old = endpoint.getString("secret");
    String path = WebhooksApi.ENDPOINTS + "/" + endpoint.getString("id") + "/roll-secret";
    String fresh = api.post(path, new JsonObject()).statusCode(200).extract().path("secret");
    Receiver.Request request = next();
    assertEquals(2, request.headers().get("webhook-signature").split(" ").length);
    assertEquals("verified", verify(request, old, request.body()));
    assertEquals("verified", verify(request, fresh, request.body()));

    String last = api.post(path, new JsonObject().put("grace_hours", 0)).extract().path("secret");
    Receiver.Request after = next();
    assertEquals("verified", verify(after, last, after.body()));
    assertEquals("No matching signature found", verify(after, fresh, after.body()));
  }

  @Test
  void agentsUrl_isSignedWithTheAgentsSecret() throws Exception {
    String secret =
        api.post("/v1/webhooks/agent-secret/roll-secret", new JsonObject())
            .statusCode(200)
            .extract()
            .path("secret");
    api.tellOfAgent("agt_4fT9xKp2mNq7Lw3Z", receiver.url());
    api.tell(api.event("call.completed", "call_1", "agt_4fT9xKp2mNq7Lw3Z", new JsonObject()));
    await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
    Receiver.Request request = receiver.requests().get(0);
    assertEquals("verified", verify(request, secret, request.body()));
  }
}
