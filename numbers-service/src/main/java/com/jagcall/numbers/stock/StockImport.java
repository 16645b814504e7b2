package com.jagcall.numbers.stock;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.money.Money;
import com.jagcall.numbers.billing.Billing;
import com.jagcall.numbers.inventory.NumberType;
import com.jagcall.numbers.inventory.NumberingPlan;
import com.jagcall.numbers.stock.ImportReport.RefusedLine;
import com.jagcall.numbers.stock.StockRows.Written;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Takes an operator's file into the stock. */
@ApplicationScoped
class StockImport {
  private static final int BATCH = 2000;

  private final NumberingPlan plan;
  private final Billing billing;
  private final StockRows rows;

  StockImport(NumberingPlan plan, Billing billing, StockRows rows) {
    this.plan = plan;
    this.billing = billing;
    this.rows = rows;
  }

  /**
   * Takes what can be taken, and reports the rest. To send the same file again changes nothing.
   *
   * @throws ApiException {@code invalid_request}: no file of ours; {@code service_unavailable}: no
   *     price list to look missing prices up in, nothing was taken
   */
  Uni<ImportReport> take(Mode mode, String csv) {
    // Judging ten thousands of numbers takes seconds: not on the thread that serves requests.
    return Uni.createFrom()
        .item(() -> StockFile.read(csv, plan))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(file -> prices(file.lines()).chain(prices -> write(mode, file, prices)));
  }

  /** What the price list says of each type that a line without a price has. */
  private Uni<Map<NumberType, Optional<Money>>> prices(List<StockLine> lines) {
    List<NumberType> types =
        lines.stream()
            .filter(line -> line.price().isEmpty())
            .map(StockLine::type)
            .distinct()
            .toList();
    Map<NumberType, Optional<Money>> prices = new HashMap<>();
    return Multi.createFrom()
        .iterable(types)
        .onItem()
        .transformToUniAndConcatenate(
            type -> billing.price(type).invoke(price -> prices.put(type, price)))
        .collect()
        .last()
        .replaceWith(prices);
  }

  private Uni<ImportReport> write(
      Mode mode, StockFile file, Map<NumberType, Optional<Money>> prices) {
    List<RefusedLine> refused = new ArrayList<>(file.refused());
    List<StockLine> priced = new ArrayList<>();
    for (StockLine line : file.lines()) {
      line.price()
          .or(() -> prices.get(line.type()))
          .ifPresentOrElse(
              price -> priced.add(line.at(price)),
              () ->
                  refused.add(
                      new RefusedLine(
                          line.line(),
                          "there is no price for " + line.type().wire() + " numbers")));
    }
    return Multi.createFrom()
        .items(IntStream.range(0, (priced.size() + BATCH - 1) / BATCH).boxed())
        .map(i -> priced.subList(i * BATCH, Math.min((i + 1) * BATCH, priced.size())))
        .onItem()
        .transformToUniAndConcatenate(batch -> rows.upsert(mode, batch))
        .onItem()
        .disjoint()
        .map(Written.class::cast)
        .collect()
        .asList()
        .map(written -> report(priced, written, refused));
  }

  private static ImportReport report(
      List<StockLine> lines, List<Written> written, List<RefusedLine> refused) {
    Map<String, Written> byNumber = new HashMap<>();
    written.forEach(row -> byNumber.put(row.number(), row));
    int added = 0;
    int imported = 0;
    for (StockLine line : lines) {
      Written row = byNumber.get(line.number());
      if (line.isWithdrawn() && !row.status().equals("withdrawn")) {
        refused.add(
            new RefusedLine(line.line(), "somebody has the number: it must be released first"));
      } else {
        imported++;
        added += row.isNew() ? 1 : 0;
      }
    }
    refused.sort(Comparator.comparingInt(RefusedLine::line));
    return new ImportReport(
        imported,
        added,
        refused.size(),
        List.copyOf(refused.subList(0, Math.min(refused.size(), ImportReport.MAX_LINES))));
  }
}
