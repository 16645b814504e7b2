package com.jagcall.accounts.setup;

import com.jagcall.accounts.organization.Organization;
import com.jagcall.accounts.organization.OrganizationRepository;
import com.jagcall.accounts.user.Membership;
import com.jagcall.accounts.user.Passwords;
import com.jagcall.accounts.user.Role;
import com.jagcall.accounts.user.UserAccount;
import com.jagcall.accounts.user.UserRepository;
import com.jagcall.common.id.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;

/**
 * Makes the organization and its owner when there is none yet. However many replicas start at once,
 * one of them does: they queue for a lock that lasts as long as the transaction.
 */
@ApplicationScoped
public class FirstOwner {
  /** Any number will do, as long as nothing else in the schema locks it. */
  private static final long LOCK = 0x6a61_6763_616c_6c01L;

  private static final int GENERATED_PASSWORD_LENGTH = 20;

  private final OwnerConfig config;
  private final OrganizationRepository organizations;
  private final UserRepository users;
  private final Passwords passwords;

  FirstOwner(
      OwnerConfig config,
      OrganizationRepository organizations,
      UserRepository users,
      Passwords passwords) {
    this.config = config;
    this.organizations = organizations;
    this.users = users;
    this.passwords = passwords;
  }

  void start(@Observes StartupEvent event) throws Throwable {
    if (VertxContextSupport.subscribeAndAwait(this::isNeeded)) {
      createOnce();
    }
  }

  private Uni<Boolean> isNeeded() {
    return Panache.withSession(organizations::count).map(count -> count == 0);
  }

  /** Blocks until there is an owner; prints the password if it was made up here. */
  void createOnce() throws Throwable {
    String password = config.password().orElseGet(() -> Ids.base62(GENERATED_PASSWORD_LENGTH));
    if (!Passwords.acceptable(password)) {
      throw new IllegalStateException(
          "jagcall.owner.password must have 12 to 72 bytes; change it and start again");
    }
    String hash = passwords.hash(password);
    boolean created =
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> create(hash)));
    if (created && config.password().isEmpty()) {
      print(password);
    }
  }

  private Uni<Boolean> create(String passwordHash) {
    return organizations
        .lock(LOCK)
        .chain(() -> organizations.count())
        .chain(count -> count == 0 ? insert(passwordHash) : Uni.createFrom().item(false));
  }

  private Uni<Boolean> insert(String passwordHash) {
    Instant now = Instant.now();
    Organization organization = new Organization(config.organization(), now);
    UserAccount owner = new UserAccount(config.email(), "Owner", passwordHash, now);
    Membership membership = new Membership(owner, organization, Role.OWNER, now);
    return organizations
        .persist(organization)
        .chain(() -> users.persist(owner))
        .chain(() -> Panache.getSession())
        .chain(session -> session.persist(membership))
        .replaceWith(true);
  }

  // Not through the logger: logs are shipped and kept, and this must be read once.
  private void print(String password) {
    System.out.printf(
        "%nThe first owner was created. Log in to the dashboard with%n"
            + "  e-mail    %s%n  password  %s%nThis password is not shown again.%n%n",
        UserAccount.normalized(config.email()), password);
  }
}
