package com.jagcall.billing.transaction;

import com.jagcall.billing.transaction.TransactionFilter.Condition;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.common.row.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** The movements of one tenant. Needs a session. */
@ApplicationScoped
class TransactionRepository {
  private static final String TENANT = "t.organization_id = :organization and t.mode = :mode";

  /** A ledger only grows; the balance knows by how much, and nobody has to count. */
  private static final String KNOWN_TOTAL =
      """
      select coalesce((select transactions from balance
        where organization_id = :organization and mode = :mode), 0) as total
      """;

  private static final String COUNTED_TOTAL =
      "select count(*) as total from ledger_transaction t where ";

  /** Rows and their number in one statement; postings are looked up for the page's rows alone. */
  private static final String LIST =
      """
      select counted.total, cast(to_jsonb(listed) as text)
      from (%s) counted
      left join lateral (
        select page.*,
          coalesce((select amount_micros from posting p
            where p.transaction_id = page.id and p.account = 'available'), 0) as available_micros,
          coalesce((select amount_micros from posting p
            where p.transaction_id = page.id and p.account = 'held'), 0) as held_micros
        from (
          select t.id, t.type, t.description, t.reason, t.resource_type, t.resource_id, t.product,
            t.quantity, t.created_at
          from ledger_transaction t where %s
          order by t.created_at desc, t.id desc limit :limit offset :offset) page
      ) listed on true
      order by listed.created_at desc, listed.id desc
      """;

  /** The tenant's movements that satisfy the conditions, newest first. One statement. */
  Uni<Page<TransactionRow>> list(Tenant tenant, List<Condition> conditions, Paging paging) {
    String where =
        Stream.concat(Stream.of(TENANT), conditions.stream().map(Condition::sql))
            .collect(Collectors.joining(" and "));
    String total = conditions.isEmpty() ? KNOWN_TOTAL : COUNTED_TOTAL + where;
    return Panache.getSession()
        .map(session -> session.createNativeQuery(LIST.formatted(total, where), Object[].class))
        .invoke(
            query ->
                query
                    .setParameter("organization", tenant.organizationId())
                    .setParameter("mode", tenant.mode().wire())
                    .setParameter("limit", paging.perPage())
                    .setParameter("offset", paging.offset()))
        .invoke(query -> conditions.forEach(c -> query.setParameter(c.parameter(), c.value())))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .map(rows -> page(rows, paging));
  }

  private static Page<TransactionRow> page(List<Object[]> rows, Paging paging) {
    List<TransactionRow> listed =
        rows.stream()
            .map(row -> Rows.read((String) row[1], TransactionRow.class))
            .filter(Objects::nonNull)
            .toList();
    return Page.of(listed, paging, (Long) rows.get(0)[0]);
  }
}
