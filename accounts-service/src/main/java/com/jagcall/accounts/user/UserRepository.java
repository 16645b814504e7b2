package com.jagcall.accounts.user;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Users and what they belong to. */
@ApplicationScoped
public class UserRepository implements PanacheRepositoryBase<UserAccount, String> {

  /**
   * What a log-in needs to know.
   *
   * @param organizationId where the user has been a member longest
   */
  public record LoginUser(String userId, String passwordHash, String organizationId) {}

  /** Null when nobody has the e-mail or whoever has it belongs nowhere. */
  public Uni<LoginUser> findForLogin(String email) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createSelectionQuery(
                        """
                        select u.id, u.passwordHash, m.id.organizationId
                        from UserAccount u join Membership m on m.id.userId = u.id
                        where u.email = :email
                        order by m.createdAt, m.id.organizationId
                        """,
                        LoginUser.class)
                    .setParameter("email", email)
                    .setMaxResults(1)
                    .getSingleResultOrNull());
  }
}
