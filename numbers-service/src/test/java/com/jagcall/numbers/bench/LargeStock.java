package com.jagcall.numbers.bench;

import com.jagcall.common.testing.PostgresServer;

/**
 * A stock of any size, with the numbers of North America as they would be if many were for sale.
 */
final class LargeStock {
  /** What the migration made, dropped and made again: ten million rows are indexed at once. */
  private static final String WITHOUT_INDEXES =
      """
      set search_path = numbers;
      create table if not exists bench_index as
        select indexdef from pg_indexes
        where schemaname = 'numbers' and tablename = 'stock' and indexname <> 'stock_pkey';
      do $$ declare name text; begin
        for name in select indexname from pg_indexes
          where schemaname = 'numbers' and tablename = 'stock' and indexname <> 'stock_pkey'
        loop execute 'drop index numbers.' || name; end loop;
      end $$;
      alter table stock drop constraint stock_pkey;
      truncate stock
      """;

  private static final String INDEXES =
      """
      set search_path = numbers;
      set maintenance_work_mem = '1GB';
      alter table stock add constraint stock_pkey primary key (mode, number);
      do $$ declare definition text; begin
        for definition in select indexdef from bench_index loop execute definition; end loop;
      end $$;
      drop table bench_index
      """;

  /** Spread over the area codes, and within each without an order, as numbers are bought. */
  private static final String ROWS =
      """
      insert into numbers.stock (mode, number, country, type, region, voice, sms,
        monthly_price_micros, status)
      select 'live', '+1' || area.code || (2000000 + (i / areas.number * 4944271 + area.place * 777777) %% 7999999),
        area.country, case when area.type = 'local' and i %% 12 = 0 then 'mobile' else area.type end,
        area.region, i %% 20 <> 0, i %% 20 = 0 or i %% 7 <> 0, 1150000, 'available'
      from generate_series(0, %d - 1) i
      cross join (select count(*) as number from numbers.bench_area) areas
      join numbers.bench_area area on area.place = i %% areas.number
      """;

  private LargeStock() {}

  /** Replaces the stock by so many numbers. */
  static void fill(PostgresServer postgres, int rows) {
    postgres.execute(
        """
        create table if not exists numbers.bench_area as
          select row_number() over (order by substr(number, 3, 3)) - 1 as place,
            substr(number, 3, 3) as code, country, type, region
          from numbers.stock where mode = 'test' and number like '%00'
        """);
    postgres.execute(WITHOUT_INDEXES);
    postgres.execute(ROWS.formatted(rows));
    postgres.execute(INDEXES);
    postgres.execute("vacuum analyze numbers.stock");
  }

  /** Gives the disk back. */
  static void clear(PostgresServer postgres) {
    postgres.execute("truncate numbers.stock");
    postgres.execute("drop table numbers.bench_area");
  }
}
