package com.jagcall.numbers.stock;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.money.Money;
import com.jagcall.numbers.inventory.Criteria;
import com.jagcall.numbers.inventory.Inventory;
import com.jagcall.numbers.inventory.NumberType;
import com.jagcall.numbers.inventory.StockedNumber;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.hibernate.reactive.mutiny.Mutiny;

/** The stock that is kept in this service's own database. */
@ApplicationScoped
public class StockInventory implements Inventory {
  private static final String OFFER =
      """
      select status, number, country, type, region, voice, sms, monthly_price_micros
      from stock where mode = $1 and number = $2
      """;

  private static final String ORDER =
      """
      update stock set status = 'owned'
      where mode = :mode and number = :number and status = 'available'
      """;

  private static final String RELEASE =
      """
      update stock set status = 'quarantined', available_from = cast(:from as timestamptz)
      where mode = :mode and number = :number and status = 'owned'
      """;

  private final Pool pool;

  StockInventory(Pool pool) {
    this.pool = pool;
  }

  /** One statement. */
  @Override
  public Uni<Found> search(Mode mode, Criteria criteria, int offset, int limit) {
    StockSearch search = StockSearch.of(mode, criteria, offset, limit);
    return pool.preparedQuery(search.sql()).execute(search.tuple()).map(rows -> found(mode, rows));
  }

  private static Found found(Mode mode, RowSet<Row> rows) {
    List<StockedNumber> numbers =
        StreamSupport.stream(rows.spliterator(), false)
            .filter(row -> row.getString("number") != null)
            .map(row -> number(mode, row))
            .toList();
    return new Found(numbers, rows.iterator().next().getLong("total").intValue());
  }

  private static StockedNumber number(Mode mode, Row row) {
    return new StockedNumber(
        mode,
        row.getString("number"),
        row.getString("country"),
        NumberType.of(row.getString("type")).orElseThrow(),
        row.getString("region"),
        row.getBoolean("voice"),
        row.getBoolean("sms"),
        new Money(row.getLong("monthly_price_micros")));
  }

  @Override
  public Uni<StockedNumber> offer(Mode mode, String number) {
    return pool.preparedQuery(OFFER)
        .execute(Tuple.of(mode.wire(), number))
        .map(rows -> offered(mode, rows));
  }

  private static StockedNumber offered(Mode mode, RowSet<Row> rows) {
    if (!rows.iterator().hasNext()) {
      throw new ApiException(
          ErrorCode.NOT_FOUND, "There is no such number in stock: search for one that is.");
    }
    Row row = rows.iterator().next();
    return switch (row.getString("status")) {
      case "available" -> number(mode, row);
      case "withdrawn" ->
          throw new ApiException(
              ErrorCode.NOT_FOUND, "There is no such number in stock: search for one that is.");
      default -> throw taken();
    };
  }

  @Override
  public Uni<Void> order(Mode mode, String number) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(ORDER))
        .invoke(query -> query.setParameter("mode", mode.wire()).setParameter("number", number))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .invoke(StockInventory::refuseUnlessOne)
        .replaceWithVoid();
  }

  private static void refuseUnlessOne(int changed) {
    if (changed != 1) {
      throw taken();
    }
  }

  private static ApiException taken() {
    return new ApiException(
        ErrorCode.CONFLICT, "The number cannot be bought any more: search for another one.");
  }

  @Override
  public Uni<Void> release(Mode mode, String number, Instant availableFrom) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(RELEASE))
        .invoke(
            query ->
                query
                    .setParameter("mode", mode.wire())
                    .setParameter("number", number)
                    .setParameter("from", availableFrom.atOffset(ZoneOffset.UTC)))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }
}
