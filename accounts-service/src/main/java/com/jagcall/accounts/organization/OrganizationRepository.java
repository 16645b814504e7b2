package com.jagcall.accounts.organization;

import com.jagcall.accounts.organization.OrganizationResource.OrganizationView;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;

/** Organizations. */
@ApplicationScoped
public class OrganizationRepository implements PanacheRepositoryBase<Organization, String> {

  /** The organization, locked until the transaction ends; null when there is none. */
  public Uni<Organization> findLocked(String id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
  }

  /** The only organization; null when there are none or several. */
  @WithSession
  public Uni<Organization> findOnly() {
    return findAll().page(0, 2).list().map(OrganizationRepository::single);
  }

  /** All of them, newest first. */
  @WithSession
  Uni<Page<OrganizationView>> list(Paging paging) {
    PanacheQuery<Organization> all = findAll(Sort.descending("createdAt", "id"));
    return all.count()
        .chain(
            total ->
                all.page(paging.page() - 1, paging.perPage())
                    .list()
                    .map(found -> found.stream().map(OrganizationView::of).toList())
                    .map(views -> Page.of(views, paging, total)));
  }

  /** Waits for a lock that is held until the transaction ends; all replicas share it. */
  public Uni<Void> lock(long number) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(:number) as text)", String.class)
                    .setParameter("number", number)
                    .getSingleResult())
        .replaceWithVoid();
  }

  private static Organization single(List<Organization> organizations) {
    return organizations.size() == 1 ? organizations.get(0) : null;
  }
}
