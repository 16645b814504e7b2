package com.jagcall.numbers.stock;

import com.jagcall.common.credential.Mode;
import com.jagcall.numbers.inventory.Capability;
import com.jagcall.numbers.inventory.Criteria;
import com.jagcall.numbers.inventory.NumberPattern;
import com.jagcall.numbers.inventory.NumberType;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One statement that finds numbers in a stock of any size.
 *
 * <p>The numbers of one type and one combination of capabilities stand together in the index, in
 * their order. The parts that a search may find are merged as far as they are needed: nothing is
 * read that does not match, and nothing is sorted.
 *
 * <p>A pattern is looked for in two ways. The first numbers are looked at in their order, and so
 * are those that begin with the pattern: when it is frequent, that is all. When it is not, its runs
 * of four digits name the candidates, and these are few. So both a frequent and a rare pattern cost
 * little, and none costs more than the limits here.
 */
record StockSearch(String sql, List<Object> values) {
  /** How many numbers are looked at in their order for a pattern without four digits in a row. */
  private static final int LONG_LOOK = 50_000;

  /** And for one with them, before the index of runs is asked. */
  private static final int SHORT_LOOK = 2_000;

  /** How many numbers with the same runs are looked at. */
  private static final int MAX_CANDIDATES = 20_000;

  private static final String PAGE =
      """
      with found as materialized (
      %s order by number limit $3
      )
      select counted.total, s.number, s.country, s.type, s.region, s.voice, s.sms,
        s.monthly_price_micros
      from (select count(*) as total from found) counted
      left join (select number from found order by number limit %s offset %s) page on true
      left join stock s on s.mode = $1 and s.number = page.number
      order by s.number
      """;

  /** Its own order and limit make PostgreSQL see that the parts can be merged as they are read. */
  private static final String PART =
      """
      (select number from stock
      where mode = $1 and country = $2 and type = '%s' and capability = %d
        and status = 'available' and number >= %s and number < %s
      order by number limit %s)
      """;

  private static final String LOOK =
      """
      (select number from (select number from (%s) part order by number limit %d) looked
      where number like %s order by number limit $3)
      """;

  private static final String NEAR_OR_FAR =
      """
      with near as materialized (%s order by number limit $3)
      select number from near
      union
      select number from (
        select * from stock
        where status = 'available' and number_runs(number) @> %s
        limit %d
      ) candidate
      where (select count(*) from near) < $3 and mode = $1 and country = $2
        and type in (%s) and capability in (%s) and number >= %s and number < %s
        and number like %s
      """;

  static StockSearch of(Mode mode, Criteria criteria, int offset, int limit) {
    return new Writing(criteria).write(mode, offset, limit);
  }

  Tuple tuple() {
    return Tuple.from(values);
  }

  /** Puts one statement together; values that come from a client are its parameters. */
  private static final class Writing {
    private final Criteria criteria;
    private final List<NumberType> types;
    private final List<Integer> capabilities;
    private final List<Object> values = new ArrayList<>();

    Writing(Criteria criteria) {
      this.criteria = criteria;
      this.types = criteria.type().map(List::of).orElse(List.of(NumberType.values()));
      this.capabilities = IntStream.rangeClosed(1, 3).filter(this::isAskedFor).boxed().toList();
    }

    /** 1 voice, 2 SMS, 3 both: whether it has everything that is asked for. */
    private boolean isAskedFor(int capability) {
      return (capability & 1) >= count(Capability.VOICE)
          && (capability & 2) >= 2 * count(Capability.SMS);
    }

    private int count(Capability capability) {
      return criteria.capabilities().contains(capability) ? 1 : 0;
    }

    StockSearch write(Mode mode, int offset, int limit) {
      // One more than is asked for: whoever pages wants to know whether there are more.
      values.addAll(List.of(mode.wire(), criteria.country(), offset + limit + 1));
      String found =
          criteria.contains().map(this::matching).orElseGet(() -> parts(criteria.start(), "$3"));
      return new StockSearch(
          PAGE.formatted("select number from (" + found + ") every", value(limit), value(offset)),
          List.copyOf(values));
    }

    /** The first numbers that begin so, of each part. */
    private String parts(String start, String most) {
      String low = value(start);
      String high = high(start);
      return types.stream()
          .flatMap(
              type ->
                  capabilities.stream()
                      .map(code -> PART.formatted(type.wire(), code, low, high, most)))
          .collect(Collectors.joining("union all "));
    }

    private String matching(NumberPattern pattern) {
      List<Integer> runs = pattern.indexed();
      String like = value(pattern.like());
      int look = runs.isEmpty() ? LONG_LOOK : SHORT_LOOK;
      String near =
          starts(pattern)
              .map(start -> LOOK.formatted(parts(start, String.valueOf(look)), look, like))
              .collect(Collectors.joining("union "));
      return runs.isEmpty()
          ? near
          : NEAR_OR_FAR.formatted(
              "select number from (" + near + ") near",
              value(runs.toArray(Integer[]::new)),
              MAX_CANDIDATES,
              types.stream().map(type -> "'" + type.wire() + "'").collect(Collectors.joining(", ")),
              capabilities.stream().map(String::valueOf).collect(Collectors.joining(", ")),
              value(criteria.start()),
              high(criteria.start()),
              like);
    }

    /** Where to look in order: from the first number on, and where numbers begin so. */
    private Stream<String> starts(NumberPattern pattern) {
      return Stream.concat(
              Stream.of(criteria.start()),
              pattern.starts(criteria.callingCode()).stream()
                  .filter(start -> start.startsWith(criteria.start())))
          .distinct();
    }

    /** The first text behind all that begin so: a colon is what follows a nine. */
    private String high(String start) {
      return value(start + ":");
    }

    private String value(Object value) {
      values.add(value);
      return "$" + values.size();
    }
  }
}
