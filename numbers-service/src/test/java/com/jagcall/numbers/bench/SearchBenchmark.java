package com.jagcall.numbers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.testing.Backends;
import com.jagcall.numbers.testing.NumbersApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Searches over ten million numbers against the same searches over one thousand: over HTTP, one
 * after the other, the whole service with its admission in between. Takes 5 GB of disk and about
 * ten minutes:
 *
 * <pre>{@code
 * mvn -pl numbers-service -am test -Dtest=SearchBenchmark -Dbench=true \
 *   -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
@QuarkusTest
@EnabledIfSystemProperty(named = "bench", matches = "true")
class SearchBenchmark {
  private static final int SMALL = 1_000;
  private static final int LARGE = Integer.getInteger("bench.rows", 10_000_000);
  private static final int ROUNDS = 60;
  private static final int WARM_UP = 100;
  private static final List<String> AREAS =
      List.of("201", "212", "305", "312", "415", "512", "617", "702", "808", "917");

  Backends backends;
  @TestHTTPResource URI address;

  /** Kinds of searches, each with what is different from one to the next. */
  private static Map<String, Function<Random, String>> kinds() {
    Map<String, Function<Random, String>> kinds = new LinkedHashMap<>();
    kinds.put("country", random -> body(""));
    kinds.put("country, page 10", random -> body(",\"page\":10"));
    kinds.put("type", random -> body(",\"type\":\"mobile\""));
    kinds.put("area code", random -> body(area(random)));
    kinds.put("area code, voice and SMS", random -> body(area(random) + both()));
    kinds.put("2 digits", random -> body(contains(digits(random, 2))));
    kinds.put("area code, 2 digits", random -> body(area(random) + contains(digits(random, 2))));
    kinds.put("area code, 3 digits", random -> body(area(random) + contains(digits(random, 3))));
    kinds.put("3 digits", random -> body(contains(digits(random, 3))));
    kinds.put(
        "2 and 2 digits", random -> body(contains(digits(random, 2) + "*" + digits(random, 2))));
    kinds.put("4 digits", random -> body(contains(digits(random, 4))));
    kinds.put("5 digits", random -> body(contains(digits(random, 5))));
    kinds.put("7 digits", random -> body(contains(digits(random, 7))));
    kinds.put("area code, 4 digits", random -> body(area(random) + contains(digits(random, 4))));
    kinds.put("area code as digits", random -> body(contains(AREAS.get(random.nextInt(10)))));
    kinds.put("no match: 10 digits", random -> body(contains("0" + digits(random, 9))));
    kinds.put("no match: other country", random -> "{\"country\":\"FR\"" + contains("4") + "}");
    kinds.put("no match: digits nobody has", random -> body(area(random) + contains("0*00*000*0")));
    return kinds;
  }

  private static String body(String members) {
    return "{\"country\":\"US\"" + members + "}";
  }

  private static String area(Random random) {
    return ",\"area_code\":\"" + AREAS.get(random.nextInt(AREAS.size())) + "\"";
  }

  private static String both() {
    return ",\"capabilities\":[\"voice\",\"sms\"]";
  }

  private static String contains(String pattern) {
    return ",\"contains\":\"" + pattern + "\"";
  }

  private static String digits(Random random, int count) {
    return random
        .ints(count, 0, 10)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
        .toString();
  }

  @Test
  void tenMillionNumbers_areSearchedAsFastAsAThousand() throws Exception {
    Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> testStockIsThere());
    try {
      // The large one first: what the JVM learns meanwhile is to the advantage of the small one.
      LargeStock.fill(backends.postgres(), LARGE);
      Map<String, double[]> large = measure();
      LargeStock.fill(backends.postgres(), SMALL);
      Map<String, double[]> small = measure();
      report(small, large);
      double ratio = percentile(all(large), 50) / percentile(all(small), 50);
      assertTrue(ratio <= 2, "p50 ratio " + ratio);
    } finally {
      LargeStock.clear(backends.postgres());
    }
  }

  private boolean testStockIsThere() {
    return NumbersApi.of(backends)
            .testMode(backends)
            .search("{\"country\":\"US\",\"area_code\":\"989\"}")
            .extract()
            .<Integer>path("pagination.total")
        > 0;
  }

  private Map<String, double[]> measure() throws IOException, InterruptedException {
    NumbersApi api = NumbersApi.unlimited(backends);
    HttpClient client = HttpClient.newHttpClient();
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    Random random = new Random(1);
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (Map.Entry<String, Function<Random, String>> kind : kinds().entrySet()) {
        HttpRequest request = request(api, kind.getValue().apply(random));
        long start = System.nanoTime();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        double took = (System.nanoTime() - start) / 1e6;
        assertEquals(200, answer.statusCode(), answer.body());
        if (round >= 0) {
          millis.computeIfAbsent(kind.getKey(), name -> new ArrayList<>()).add(took);
        }
      }
    }
    Map<String, double[]> sorted = new LinkedHashMap<>();
    millis.forEach(
        (name, times) ->
            sorted.put(name, times.stream().mapToDouble(Double::doubleValue).sorted().toArray()));
    return sorted;
  }

  private HttpRequest request(NumbersApi api, String body) {
    return HttpRequest.newBuilder(address.resolve(NumbersApi.SEARCH))
        .header("Authorization", "Bearer " + api.key().text())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static double[] all(Map<String, double[]> times) {
    return times.values().stream().flatMapToDouble(Arrays::stream).sorted().toArray();
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  private static void report(Map<String, double[]> small, Map<String, double[]> large) {
    System.out.printf(
        "%-32s %10s %10s %7s %10s%n", "ms", SMALL + " p50", LARGE + " p50", "ratio", "p99");
    large.forEach((name, times) -> line(name, small.get(name), times));
    line("all", all(small), all(large));
  }

  private static void line(String name, double[] small, double[] large) {
    double before = percentile(small, 50);
    double after = percentile(large, 50);
    System.out.printf(
        "%-32s %10.2f %10.2f %7.2f %10.2f%n",
        name, before, after, after / before, percentile(large, 99));
  }
}
