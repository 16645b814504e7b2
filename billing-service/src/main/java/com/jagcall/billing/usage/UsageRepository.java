package com.jagcall.billing.usage;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.common.row.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;

/** What one tenant used. Needs a session. */
@ApplicationScoped
class UsageRepository {
  private static final String DAYS =
      """
      organization_id = :organization and mode = :mode
        and day between cast(cast(:from as text) as date) and cast(cast(:to as text) as date)
      """;

  private static final String LIST =
      """
      select counted.total, cast(to_jsonb(listed) as text)
      from (select count(*) as total from usage_day where %1$s) counted
      left join lateral (
        select * from usage_day where %1$s
        order by day desc, product limit :limit offset :offset
      ) listed on true
      order by listed.day desc, listed.product
      """
          .formatted(DAYS);

  /** By day, the latest first, and product. One statement. */
  Uni<Page<UsageRow>> list(Tenant tenant, UsagePeriod.Days days, Paging paging) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LIST, Object[].class)
                    .setParameter("organization", tenant.organizationId())
                    .setParameter("mode", tenant.mode().wire())
                    .setParameter("from", days.from().toString())
                    .setParameter("to", days.to().toString())
                    .setParameter("limit", paging.perPage())
                    .setParameter("offset", paging.offset())
                    .getResultList())
        .map(rows -> page(rows, paging));
  }

  private static Page<UsageRow> page(List<Object[]> rows, Paging paging) {
    List<UsageRow> listed =
        rows.stream()
            .map(row -> Rows.read((String) row[1], UsageRow.class))
            .filter(Objects::nonNull)
            .toList();
    return Page.of(listed, paging, (Long) rows.get(0)[0]);
  }
}
