package com.jagcall.numbers.stock;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.money.Money;
import com.jagcall.numbers.inventory.NumberType;
import com.jagcall.numbers.inventory.NumberingPlan;
import com.jagcall.numbers.inventory.NumberingPlan.Described;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The stock of test mode: fictional numbers, +1 NPA 555 01xx, of every area code of the United
 * States and Canada. Made at the start as far as it is not there; several replicas can be at it at
 * once.
 */
@ApplicationScoped
class TestStock {
  private static final Logger LOG = Logger.getLogger(TestStock.class);
  private static final String AREAS = "/stock/area-codes.csv";
  private static final int NUMBERS_OF_AN_AREA = 20;
  private static final int BATCH = 2000;

  /** Play money. */
  private static final Money PRICE = new Money(1_150_000);

  private final StockRows rows;
  private final NumberingPlan plan;

  TestStock(StockRows rows, NumberingPlan plan) {
    this.rows = rows;
    this.plan = plan;
  }

  void start(@Observes StartupEvent event) {
    make()
        .subscribe()
        .with(
            added -> LOG.debugf("%d numbers were added to the test stock", added),
            failure -> LOG.warnf("The test stock is as it was, until the next start: %s", failure));
  }

  /** Adds what is missing; answers how many. */
  Uni<Integer> make() {
    return rows.count(Mode.TEST)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .chain(
            count -> {
              List<StockLine> lines = lines();
              return count < lines.size() ? add(lines) : Uni.createFrom().item(0);
            });
  }

  private Uni<Integer> add(List<StockLine> lines) {
    return Multi.createFrom()
        .iterable(lines)
        .group()
        .intoLists()
        .of(BATCH)
        .onItem()
        .transformToUniAndConcatenate(batch -> rows.addMissing(Mode.TEST, batch))
        .collect()
        .in(() -> new int[1], (sum, added) -> sum[0] += added)
        .map(sum -> sum[0]);
  }

  private List<StockLine> lines() {
    return resource()
        .lines()
        .skip(1)
        .map(line -> CsvLine.read(line).orElseThrow())
        .flatMap(this::numbers)
        .toList();
  }

  private Stream<StockLine> numbers(List<String> area) {
    String start = "+1" + area.get(0) + "55501";
    Described described = plan.describe(start + "00").orElseThrow();
    NumberType type = NumberType.of(area.get(1)).orElseThrow();
    String region = area.get(2).isEmpty() ? null : area.get(2);
    return IntStream.range(0, NUMBERS_OF_AN_AREA)
        .mapToObj(
            i ->
                new StockLine(
                    1,
                    start + "%02d".formatted(i),
                    described.country(),
                    type,
                    region,
                    true,
                    type != NumberType.TOLL_FREE,
                    Optional.of(PRICE),
                    false));
  }

  private static String resource() {
    try (InputStream areas = TestStock.class.getResourceAsStream(AREAS)) {
      return new String(areas.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
