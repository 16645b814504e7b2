package com.jagcall.accounts.organization;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
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
  public Uni<Organization> findOnly() {
    return findAll().page(0, 2).list().map(OrganizationRepository::single);
  }

  private static Organization single(List<Organization> organizations) {
    return organizations.size() == 1 ? organizations.get(0) : null;
  }
}
