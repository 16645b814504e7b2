package com.jagcall.billing.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.billing.hold.HoldSql;
import com.jagcall.billing.ledger.LedgerSql;
import com.jagcall.billing.testing.Billing;
import com.jagcall.billing.testing.Sender;
import com.jagcall.billing.testing.ServiceProcess;
import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import io.restassured.RestAssured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the ledger reaches, as ratios within one run; runs only when it is named. The service is the
 * packaged one, in a process of its own; the load comes from one event loop.
 */
class LedgerBench {
  private static final int CONCURRENCY = 16;
  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration ROUND = Duration.ofSeconds(3);

  private static final Backends BACKENDS = new Backends();
  private static final Vertx VERTX =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setBlockedThreadCheckInterval(60_000));
  private static ServiceProcess service;
  private static Sender sender;
  private static HttpClient http;
  private static Pool bare;
  private static List<Billing> fifty;

  @BeforeAll
  static void start() {
    BACKENDS.init(Map.of("database", "billing"));
    Map<String, String> config = BACKENDS.start();
    // The log of every statement is for tests that count them.
    BACKENDS.postgres().execute("ALTER ROLE billing SET log_statement = 'none'");
    service = new ServiceProcess(config);
    service.start();
    service.awaitReady();
    RestAssured.port = service.port();
    sender = new Sender(BACKENDS.keys(), () -> service.url());
    http =
        VERTX.createHttpClient(
            new HttpClientOptions().setDefaultPort(service.port()).setDefaultHost("127.0.0.1"),
            new PoolOptions().setHttp1MaxSize(CONCURRENCY));
    bare = bare(config);
    fifty = organizations(50);
  }

  private static Pool bare(Map<String, String> config) {
    String[] address = config.get("jagcall.database.address").split(":");
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(address[0])
            .setPort(Integer.parseInt(address[1]))
            .setDatabase("jagcall")
            .setUser("billing")
            .setPassword(config.get("jagcall.database.password"))
            .setCachePreparedStatements(true);
    return PgBuilder.pool()
        .with(new io.vertx.sqlclient.PoolOptions().setMaxSize(CONCURRENCY))
        .connectingTo(options)
        .using(VERTX)
        .build();
  }

  private static List<Billing> organizations(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Billing.with(BACKENDS, "900000000.0000"))
        .toList();
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    BACKENDS.stop();
  }

  @Test
  void singlePostings_reachMostOfWhatABareClientDoes() throws Exception {
    double[] ratios =
        compare(
            "holds placed through the service",
            () -> place(any(fifty)),
            "the same statements by a bare client",
            LedgerBench::placeBare);
    check("single postings / bare client", median(ratios), 0.6);
  }

  @Test
  void oneHotOrganization_isNotMuchSlowerThanTen() throws Exception {
    List<Billing> ten = organizations(10);
    double[] ratios =
        compare(
            "holds placed on one organization", () -> place(ten.get(0)),
            "on ten", () -> place(any(ten)));
    check("one hot organization / ten", median(ratios), 1 / 3.0);
  }

  @Test
  void batches_areMuchFasterThanSingleCaptures() throws Exception {
    Queue<String> held = new ConcurrentLinkedQueue<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      hold(held, 4_000);
      double single = new Load(VERTX, CONCURRENCY).times(1_000, () -> capture(held));
      double batches = new Load(VERTX, 4).times(30, () -> captureHundred(held));
      report("captures one by one", single, "in batches of 100", batches * 100);
      ratios.add(batches * 100 / single);
    }
    check("captures in batches / single", median(ratios), 3);
  }

  @Test
  void balance_isReadAsFastAfterAMillionTransactions() throws Exception {
    Billing small = Billing.with(BACKENDS, "10");
    Billing large = Billing.with(BACKENDS, "10");
    fill(small, 1_000);
    fill(large, 1_000_000);
    List<Double> smallNanos = new ArrayList<>();
    List<Double> largeNanos = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      smallNanos.add(read(small));
      largeNanos.add(read(large));
    }
    double ratio = median(largeNanos) / median(smallNanos);
    System.out.printf(
        "balance of 1,000 transactions: %.2f ms, of 1,000,000: %.2f ms%n",
        median(smallNanos) / 1e6, median(largeNanos) / 1e6);
    System.out.printf("balance, 1,000,000 / 1,000 transactions: %.2f (at most 1.30)%n", ratio);
    assertTrue(ratio <= 1.3, () -> "ratio " + ratio);
  }

  private static void fill(Billing billing, int transactions) {
    for (int done = 0; done < transactions; done += 100_000) {
      BACKENDS
          .postgres()
          .execute(
              """
              WITH header AS (
                INSERT INTO billing.ledger_transaction
                  (id, organization_id, mode, type, issuer, created_at)
                SELECT 'txn_' || translate(gen_random_uuid()::text, '-', ''), '%s', 'live',
                  'hold', 'x', now() FROM generate_series(1, %d) RETURNING id)
              INSERT INTO billing.posting SELECT id, '%s', 'live', account,
                CASE account WHEN 'held' THEN 1 ELSE -1 END
              FROM header, unnest(ARRAY['held', 'available']) AS account
              """
                  .formatted(
                      billing.organization().id(),
                      Math.min(transactions, 100_000),
                      billing.organization().id()));
    }
  }

  private static double read(Billing billing) throws Exception {
    long start = System.nanoTime();
    send(HttpMethod.GET, Billing.BALANCE, billing.key().text(), null)
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    return System.nanoTime() - start;
  }

  private static Billing any(List<Billing> list) {
    return list.get(ThreadLocalRandom.current().nextInt(list.size()));
  }

  private static Future<Buffer> place(Billing billing) {
    JsonObject order = billing.order(Ids.base62(12), "0.0100");
    return post("holds", order);
  }

  private static Future<?> placeBare() {
    String organization = any(fifty).organization().id();
    String holdId = Ids.base62(24);
    return bare.withTransaction(
        connection ->
            row(connection, positional(LedgerSql.lock()), Tuple.of(organization, "live"))
                .compose(
                    account ->
                        connection
                            .preparedQuery(positional(HoldSql.write()))
                            .execute(Tuple.of(HoldSql.document(account, holdId)))));
  }

  private static Future<String> row(SqlConnection connection, String sql, Tuple values) {
    return connection
        .preparedQuery(sql)
        .execute(values)
        .map(rows -> rows.iterator().next().getString(0));
  }

  private static final Map<String, String> POSITIONAL = new ConcurrentHashMap<>();

  /** Named parameters become numbered ones, each occurrence its own, as Hibernate does it. */
  private static String positional(String sql) {
    return POSITIONAL.computeIfAbsent(
        sql,
        named -> {
          int[] count = {0};
          return Pattern.compile("(?<!:):[a-z]+")
              .matcher(named)
              .replaceAll(parameter -> "\\$" + ++count[0]);
        });
  }

  private static void hold(Queue<String> held, int count) throws Exception {
    new Load(VERTX, CONCURRENCY)
        .times(
            count - held.size(),
            () ->
                place(any(fifty))
                    .map(answer -> held.add(answer.toJsonObject().getString("hold_id"))));
  }

  private static Future<Buffer> capture(Queue<String> held) {
    JsonObject body = Billing.operation("c").put("amount", "0.0050").put("final", true);
    return post("holds/" + held.remove() + "/captures", body);
  }

  private static Future<Buffer> captureHundred(Queue<String> held) {
    JsonArray captures = new JsonArray();
    for (int i = 0; i < 100; i++) {
      captures.add(
          Billing.operation("c")
              .put("hold_id", held.remove())
              .put("amount", "0.0050")
              .put("final", true));
    }
    return post("captures", new JsonObject().put("captures", captures));
  }

  private static Future<Buffer> post(String path, JsonObject body) {
    return send(
        HttpMethod.POST, "/internal/" + path, sender.token("calls-service"), body.toBuffer());
  }

  private static Future<Buffer> send(
      HttpMethod method, String path, String credential, Buffer body) {
    return http.request(method, path)
        .compose(
            request -> {
              request.putHeader("Authorization", "Bearer " + credential);
              request.putHeader("Content-Type", "application/json");
              return body == null ? request.send() : request.send(body);
            })
        .compose(
            response ->
                response
                    .body()
                    .compose(
                        answer ->
                            response.statusCode() < 300
                                ? Future.succeededFuture(answer)
                                : Future.failedFuture(response.statusCode() + " " + answer)));
  }

  private static double[] compare(
      String name, Supplier<Future<?>> one, String otherName, Supplier<Future<?>> other)
      throws Exception {
    Load load = new Load(VERTX, CONCURRENCY);
    // Until the service's compiler has done its work.
    load.perSecond(WARM_UP, one);
    load.perSecond(ROUND, other);
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double ofOne = load.perSecond(ROUND, one);
      double ofOther = load.perSecond(ROUND, other);
      report(name, ofOne, otherName, ofOther);
      ratios[round] = ofOne / ofOther;
    }
    return ratios;
  }

  private static void report(String name, double one, String otherName, double other) {
    System.out.printf(
        "%s: %.0f/s, %s: %.0f/s, ratio %.2f%n", name, one, otherName, other, one / other);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double median(List<Double> values) {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void check(String name, double ratio, double least) {
    System.out.printf("%s: %.2f (at least %.2f)%n", name, ratio, least);
    assertTrue(ratio >= least, () -> name + ": " + ratio);
  }
}
