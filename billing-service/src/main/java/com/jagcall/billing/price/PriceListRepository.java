package com.jagcall.billing.price;

import com.jagcall.common.row.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** All versions of the price list; they are the house's and no tenant's. Needs a session. */
@ApplicationScoped
class PriceListRepository {
  /** Any number will do, as long as nothing else in the schema locks it. */
  private static final long LOCK = 0x6a61_6763_616c_6c02L;

  private static final String VERSION = "select coalesce(max(version), 0) from price_list";

  private static final String LINES =
      "select cast(to_jsonb(p) as text) from price p where version = :version order by line";

  private static final String INSERT =
      """
      with list as (
        insert into price_list (version, loaded_by) values (:version, :by) returning version
      )
      insert into price (version, line, product, prefix, price_micros, price_unit,
        price_increment, price_minimum, valid_from, valid_until)
      select list.version, line, product, prefix, price_micros, price_unit, price_increment,
        price_minimum, valid_from, valid_until
      from list cross join lateral
        jsonb_populate_recordset(cast(null as price), cast(cast(:rows as text) as jsonb))
      """;

  /** A row of the table of prices. */
  @RegisterForReflection
  record Row(
      int line,
      String product,
      String prefix,
      long priceMicros,
      int priceUnit,
      int priceIncrement,
      int priceMinimum,
      LocalDate validFrom,
      LocalDate validUntil) {

    static Row of(PriceLine line) {
      return new Row(
          line.number(),
          line.product().wire(),
          line.prefix(),
          line.micros(),
          line.unit(),
          line.increment(),
          line.minimum(),
          line.from(),
          line.until());
    }

    PriceLine priceLine() {
      return new PriceLine(
          line,
          Product.of(product).orElseThrow(),
          prefix,
          priceMicros,
          priceUnit,
          priceIncrement,
          priceMinimum,
          validFrom,
          validUntil);
    }
  }

  /** The newest version; 0 when there is none. */
  Uni<Long> version() {
    return session()
        .chain(session -> session.createNativeQuery(VERSION, Long.class).getSingleResult());
  }

  Uni<PriceList> load(long version) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(LINES, String.class)
                    .setParameter("version", version)
                    .getResultList())
        .map(rows -> rows.stream().map(row -> Rows.read(row, Row.class).priceLine()).toList())
        .map(lines -> new PriceList(version, lines));
  }

  /** Lets nobody else load a list before the transaction ends. */
  Uni<Void> lock() {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery("select pg_advisory_xact_lock(:lock) is null", Boolean.class)
                    .setParameter("lock", LOCK)
                    .getSingleResult())
        .replaceWithVoid();
  }

  /** Adds a version with all its lines. */
  Uni<PriceList> add(long version, List<PriceLine> lines, String by) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(INSERT)
                    .setParameter("version", version)
                    .setParameter("by", by)
                    .setParameter("rows", Rows.write(lines.stream().map(Row::of).toList()))
                    .executeUpdate())
        .replaceWith(() -> new PriceList(version, lines));
  }

  private static Uni<Mutiny.Session> session() {
    return Panache.getSession();
  }
}
