package com.jagcall.local.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.local.StackException;
import com.jagcall.local.operator.OperatorClient.CreatedKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a whole, with stand-ins for the services. */
class LocalStackTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path clone;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private LocalStack stack;

  @BeforeEach
  void prepare() throws IOException {
    StandInClone.create(clone);
  }

  @AfterEach
  void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  private LocalStack start(StackOptions options) {
    stack =
        new LocalStack(
            options, new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8)));
    stack.start();
    return stack;
  }

  private StackOptions options() {
    return StackOptions.of(clone).withPort(0);
  }

  private String get(URI base, String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(base.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private String get(String path) throws IOException, InterruptedException {
    return get(stack.gatewayUrl(), path);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void services_areReachedThroughTheGatewayAndDirectly() throws Exception {
    start(options().withReplicas("agents", 2));
    assertEquals("accounts", get("/"));
    assertEquals("accounts", get("/settings"));
    Set<String> pids = new TreeSet<>();
    for (int i = 0; i < 4; i++) {
      pids.add(get("/v1/agents"));
    }
    Set<String> direct = new TreeSet<>();
    for (ServiceReplica replica : stack.replicas("agents")) {
      direct.add(get(replica.url(), "/pid"));
    }
    assertEquals(2, pids.size());
    assertEquals(direct, pids);
    assertTrue(printed().contains("agents-service-2 is ready"), printed());
  }

  @Test
  void messaging_isBoundToTheCarrierSimulator() throws Exception {
    start(options());
    ServiceReplica messaging = stack.replicas("messaging").get(0);
    assertEquals(
        get(stack.carrier().control(), "/"),
        get(messaging.url(), "/env?JAGCALL_SMPP_BINDS_CARRIER_PORT"));
    assertTrue(
        get(messaging.url(), "/env?JAGCALL_SMPP_BINDS_CARRIER_PASSWORD").matches("[A-Za-z0-9]{8}"));
    assertEquals(
        "null",
        get(stack.replicas("agents").get(0).url(), "/env?JAGCALL_SMPP_BINDS_CARRIER_PASSWORD"));
    assertEquals(stack.carrier().control(), RunningStack.find(stack.folders().data()).carrier());
  }

  @Test
  void services_getTheirEnvironment() throws Exception {
    start(options());
    ServiceReplica agents = stack.replicas("agents").get(0);
    assertEquals(
        "127.0.0.1:" + stack.postgres().port(), get(agents.url(), "/env?JAGCALL_DATABASE_ADDRESS"));
    assertEquals("jagcall", get(agents.url(), "/env?JAGCALL_DATABASE_NAME"));
    assertTrue(get(agents.url(), "/env?JAGCALL_DATABASE_PASSWORD").matches("[A-Za-z0-9]{24}"));
    assertEquals(stack.redis().uri().toString(), get(agents.url(), "/env?JAGCALL_REDIS_URL"));
    assertEquals(
        stack.replicas("accounts").get(0).url().toString(),
        get(agents.url(), "/env?JAGCALL_ACCOUNTS_URL"));
    assertTrue(
        get(agents.url(), "/env?JAGCALL_TOKEN_PRIVATE_KEY").endsWith("/agents-service.key.pem"));
    Path publicKeys = Path.of(get(agents.url(), "/env?JAGCALL_TOKEN_PUBLIC_KEYS"));
    for (String issuer : List.of("accounts-service", "agents-service", "operator")) {
      assertTrue(Files.exists(publicKeys.resolve(issuer + ".pem")), issuer);
    }
    assertEquals("null", get(agents.url(), "/env?JAGCALL_OWNER_PASSWORD"));
    assertEquals(
        stack.firstLogin().password(),
        get(stack.replicas("accounts").get(0).url(), "/env?JAGCALL_OWNER_PASSWORD"));
  }

  @Test
  void operator_makesKeysAtAccountsService() {
    start(options());
    assertEquals(
        new CreatedKey("key_1", "jc_live_stand-in"),
        stack.operator().createKey("Backend Server", "live", List.of()));
    assertEquals(
        stack.replicas("accounts").get(0).url(),
        RunningStack.find(stack.folders().data()).services().get("accounts"));
  }

  @Test
  void replicaThatIsKilled_isReplacedByTheOtherUntilItIsBack() throws Exception {
    start(options().withReplicas("agents", 2));
    ServiceReplica first = stack.replicas("agents").get(0);
    String firstPid = get(first.url(), "/pid");
    stack.kill(first);
    for (int i = 0; i < 6; i++) {
      assertNotEquals(firstPid, get("/v1/agents"));
    }
    assertFalse(first.isReady());
    stack.start(first);
    assertNotEquals(firstPid, get(first.url(), "/pid"));
  }

  @Test
  void serviceThatEnds_isStartedAgain() throws Exception {
    start(options());
    ServiceReplica agents = stack.replicas("agents").get(0);
    long pid = agents.process().pid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await().atMost(PATIENCE).until(() -> printed().contains("agents-service-1 is back"));
    assertNotEquals(Long.toString(pid), get("/v1/agents"));
  }

  @Test
  void databases_canBeKilledAndStartedAgain() throws Exception {
    start(options());
    stack.redis().command("SET", "key", "value");
    stack.kill(stack.postgres());
    stack.kill(stack.redis());
    assertThrows(IOException.class, () -> stack.redis().command("PING"));
    stack.start(stack.redis());
    stack.start(stack.postgres());
    assertEquals("0", stack.redis().command("EXISTS", "key"));
    assertTrue(stack.postgres().connect("jagcall", "agents").isValid(5));
  }

  @Test
  void stop_leavesNoProcessAndKeepsTheData() throws Exception {
    start(options());
    String password = stack.firstLogin().password();
    stack.redis().command("SET", "key", "value");
    List<ProcessHandle> all =
        List.of(
                stack.postgres().process(),
                stack.redis().process(),
                stack.replicas("agents").get(0).process(),
                stack.replicas("accounts").get(0).process())
            .stream()
            .map(process -> ProcessHandle.of(process.pid()).orElseThrow())
            .toList();
    stack.close();
    assertTrue(all.stream().noneMatch(ProcessHandle::isAlive));

    start(options());
    assertEquals(password, stack.firstLogin().password());
    assertEquals("1", stack.redis().command("EXISTS", "key"));
    stack.close();

    start(options().startingOver());
    assertNotEquals(password, stack.firstLogin().password());
    assertEquals("0", stack.redis().command("EXISTS", "key"));
  }

  @Test
  void serviceThatCannotStart_isReportedWithItsLogAndNothingIsLeft() throws Exception {
    Files.writeString(clone.resolve("broken-agents"), "");
    StackException failure = assertThrows(StackException.class, () -> start(options()));
    assertTrue(
        failure.getMessage().startsWith("agents-service-1 ended while starting (exit status 3)"),
        failure.getMessage());
    assertTrue(failure.getMessage().contains("/agents-service-1.log"), failure.getMessage());
    assertTrue(
        failure.getMessage().endsWith("ERROR the configuration is broken"), failure.getMessage());
    assertFalse(stack.postgres().process().isAlive());
    assertFalse(stack.redis().process().isAlive());
    assertFalse(stack.replicas("accounts").get(0).process().isAlive());
  }

  @Test
  void secondStackOnTheSameData_isRefusedAndHarmsNothing() throws Exception {
    start(options());
    LocalStack second = new LocalStack(options(), new Progress(System.out));
    StackException failure = assertThrows(StackException.class, second::start);
    assertTrue(failure.getMessage().contains("another stack"), failure.getMessage());
    assertEquals("accounts", get("/"));
    assertEquals(stack.gatewayUrl(), RunningStack.find(stack.folders().data()).gateway());
  }

  @Test
  void unknownService_isRefusedWithTheOnesThereAre() {
    StackException failure =
        assertThrows(StackException.class, () -> start(options().withReplicas("agnets", 2)));
    assertEquals(
        "there is no service agnets; there are: accounts, agents, billing, messaging, numbers",
        failure.getMessage());
  }
}
