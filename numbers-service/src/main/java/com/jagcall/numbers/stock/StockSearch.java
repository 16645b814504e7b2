package com.jagcall.numbers.stock;

import com.jagcall.common.credential.Mode;
import com.jagcall.numbers.inventory.Capability;
import com.jagcall.numbers.inventory.Criteria;
import com.jagcall.numbers.inventory.NumberPattern;
import com.jagcall.numbers.inventory.NumberType;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One statement that finds numbers in a stock of any size.
 *
 * <p>Each type and each combination of capabilities is a part of an index, read on its own in the
 * order of the numbers and only as far as needed: nothing is read that does not match, and nothing
 * is sorted but a page from each part.
 *
 * <p>A pattern is looked for in two ways. The first numbers of each part are looked at in their
 * order, and so are those that begin with the pattern: when it is frequent, that is all. When it is
 * not, its runs of four digits name the candidates, and these are few. So both a frequent and a
 * rare pattern cost little, and none costs more than the limits here.
 */
record StockSearch(String sql, List<Object> values) {
  /** How many numbers of a part of the index are looked at for a pattern without four digits. */
  private static final int LONG_LOOK = 50_000;

  /** And for one with them, before the index of runs is asked. */
  private static final int SHORT_LOOK = 5_000;

  /** How many numbers with the same runs are looked at. */
  private static final int MAX_CANDIDATES = 20_000;

  private static final String PAGE =
      """
      with found as materialized (
      %s
        order by number limit $%d
      )
      select counted.total, s.number, s.country, s.type, s.region, s.voice, s.sms,
        s.monthly_price_micros
      from (select count(*) as total from found) counted
      left join (select number from found order by number limit $%d offset $%d) page on true
      left join stock s on s.mode = $1 and s.number = page.number
      order by s.number
      """;

  private static final String PARTS =
      """
        select part.number
        from (values %s) type (name), (values %s) capability (code),
        lateral (
          select number from stock
          where mode = $1 and country = $2 and type = type.name
            and capability = capability.code and status = 'available'
            and number >= %s and number < %s
          order by number limit $3
        ) part
      """;

  private static final String NEAR =
      """
        select looked.number
        from (values %s) type (name), (values %s) capability (code), (values %s) start (low, high),
        lateral (
          select number from (
            select number from stock
            where mode = $1 and country = $2 and type = type.name
              and capability = capability.code and status = 'available'
              and number >= start.low and number < start.high
            order by number limit %d
          ) part
          where number like %s
          order by number limit $3
        ) looked
      """;

  private static final String NEAR_OR_FAR =
      """
        select number from (
          with near as materialized (
      %s
          )
          select number from near
          union
          select number from (
            select * from stock
            where status = 'available' and number_runs(number) @> %s
            limit %d
          ) candidate
          where (select count(distinct number) from near) < $3
            and mode = $1 and country = $2 and type in (%s) and capability in (%s)
            and number >= %s and number < %s and number like %s
        ) both_ways
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
    private final List<Object> values = new ArrayList<>();
    private final String types;
    private final String capabilities;

    Writing(Criteria criteria) {
      this.criteria = criteria;
      this.types =
          criteria.type().map(List::of).orElse(List.of(NumberType.values())).stream()
              .map(type -> "'" + type.wire() + "'")
              .collect(Collectors.joining(","));
      this.capabilities =
          codes(criteria.capabilities()).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    /** 1 voice, 2 SMS, 3 both: those that have everything that is asked for. */
    private static IntStream codes(Set<Capability> asked) {
      return IntStream.rangeClosed(1, 3)
          .filter(code -> !asked.contains(Capability.VOICE) || (code & 1) != 0)
          .filter(code -> !asked.contains(Capability.SMS) || (code & 2) != 0);
    }

    StockSearch write(Mode mode, int offset, int limit) {
      // As far as one page behind the one that is asked for: whoever pages wants to know of it.
      values.addAll(List.of(mode.wire(), criteria.country(), offset + 2 * limit));
      String found = criteria.contains().map(this::matching).orElseGet(this::parts);
      return new StockSearch(
          PAGE.formatted(found, 3, index(limit), index(offset)), List.copyOf(values));
    }

    private String parts() {
      return PARTS.formatted(
          rows(types), rows(capabilities), low(criteria.start()), high(criteria.start()));
    }

    private String matching(NumberPattern pattern) {
      List<Integer> runs = pattern.indexed();
      String like = value(pattern.like());
      String near =
          NEAR.formatted(
              rows(types),
              rows(capabilities),
              starts(pattern),
              runs.isEmpty() ? LONG_LOOK : SHORT_LOOK,
              like);
      return runs.isEmpty()
          ? "  select distinct number from (\n" + near + "  ) near\n"
          : NEAR_OR_FAR.formatted(
              near,
              value(runs.toArray(Integer[]::new)),
              MAX_CANDIDATES,
              types,
              capabilities,
              low(criteria.start()),
              high(criteria.start()),
              like);
    }

    /** Where to look in order: everywhere, and where numbers begin with the pattern. */
    private String starts(NumberPattern pattern) {
      String everywhere = criteria.start();
      return Stream.concat(
              Stream.of(everywhere),
              pattern.starts(criteria.callingCode()).stream()
                  .filter(start -> start.startsWith(everywhere)))
          .distinct()
          .map(start -> "(%s, %s)".formatted(low(start), high(start)))
          .collect(Collectors.joining(", "));
    }

    private String low(String start) {
      return value(start);
    }

    /** The first text behind all that begin so: a colon is what follows a nine. */
    private String high(String start) {
      return value(start + ":");
    }

    private static String rows(String list) {
      return Arrays.stream(list.split(","))
          .map(value -> "(" + value + ")")
          .collect(Collectors.joining(", "));
    }

    private String value(Object value) {
      return "$" + index(value);
    }

    private int index(Object value) {
      values.add(value);
      return values.size();
    }
  }
}
