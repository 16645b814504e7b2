package com.jagcall.numbers.stock;

import com.jagcall.common.credential.Mode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Rows of the stock by the thousand. */
@ApplicationScoped
class StockRows {
  /**
   * What is in stock is brought up to date. Whose a number is does not change: it stays owned or in
   * quarantine; what its owner pays was written down when it was bought.
   */
  private static final String UPSERT =
      """
      insert into stock (mode, number, country, type, region, voice, sms,
        monthly_price_micros, status)
      select $1, * from unnest(
        $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::boolean[], $8::bigint[],
        $9::text[])
      on conflict (mode, number) do update set
        country = excluded.country, type = excluded.type,
        region = excluded.region, voice = excluded.voice, sms = excluded.sms,
        monthly_price_micros = excluded.monthly_price_micros,
        status = case
          when stock.status = 'owned' then 'owned'
          when stock.status = 'quarantined' and excluded.status = 'available' then 'quarantined'
          else excluded.status end,
        available_from =
          case when excluded.status = 'available' then stock.available_from end
      returning number, status, xmax = 0 as is_new
      """;

  private static final String ADD_MISSING =
      UPSERT.substring(0, UPSERT.indexOf("on conflict")) + "on conflict (mode, number) do nothing";

  private static final String END_QUARANTINE =
      """
      update stock set status = 'available', available_from = null
      where (mode, number) in (
        select mode, number from stock
        where status = 'quarantined' and available_from <= $1
        order by available_from limit 1000 for update skip locked)
      """;

  private final Pool pool;

  StockRows(Pool pool) {
    this.pool = pool;
  }

  /** What became of a number. */
  record Written(String number, String status, boolean isNew) {}

  /** Adds numbers, or brings them up to date; all must have a price, and none stand twice. */
  Uni<List<Written>> upsert(Mode mode, List<StockLine> lines) {
    return pool.preparedQuery(UPSERT).execute(values(mode, lines)).map(StockRows::written);
  }

  /** Adds those that are not there; answers how many. */
  Uni<Integer> addMissing(Mode mode, List<StockLine> lines) {
    return pool.preparedQuery(ADD_MISSING).execute(values(mode, lines)).map(SqlResult::rowCount);
  }

  /** How many there are, whatever their status. */
  Uni<Long> count(Mode mode) {
    return pool.preparedQuery("select count(*) from stock where mode = $1")
        .execute(Tuple.of(mode.wire()))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** In the order of the numbers, so that two who write the same wait for each other. */
  private static Tuple values(Mode mode, List<StockLine> unordered) {
    List<StockLine> lines =
        unordered.stream().sorted(Comparator.comparing(StockLine::number)).toList();
    return Tuple.from(
        List.of(
            mode.wire(),
            texts(lines, StockLine::number),
            texts(lines, StockLine::country),
            texts(lines, line -> line.type().wire()),
            texts(lines, StockLine::region),
            lines.stream().map(StockLine::voice).toArray(Boolean[]::new),
            lines.stream().map(StockLine::sms).toArray(Boolean[]::new),
            lines.stream().map(line -> line.price().orElseThrow().micros()).toArray(Long[]::new),
            texts(lines, line -> line.isWithdrawn() ? "withdrawn" : "available")));
  }

  private static String[] texts(List<StockLine> lines, Function<StockLine, String> text) {
    return lines.stream().map(text).toArray(String[]::new);
  }

  private static List<Written> written(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Written(row.getString(0), row.getString(1), row.getBoolean(2)))
        .toList();
  }

  /** Makes numbers whose quarantine is over available, a bounded number; answers how many. */
  Uni<Integer> endQuarantine(Instant now) {
    return pool.preparedQuery(END_QUARANTINE)
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
        .map(SqlResult::rowCount);
  }
}
