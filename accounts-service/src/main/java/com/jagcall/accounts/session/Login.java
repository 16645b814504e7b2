package com.jagcall.accounts.session;

import com.jagcall.accounts.user.Passwords;
import com.jagcall.accounts.user.UserRepository;
import com.jagcall.accounts.user.UserRepository.LoginUser;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

/**
 * Checks who wants to log in: throttle, user, password, session, each in a database transaction of
 * its own, so that none is held while a password is hashed.
 */
@ApplicationScoped
class Login {
  private static final int MAX_PASSWORD_LENGTH = 1024;

  /** Nothing else can be anybody's e-mail here, nor be stored. */
  private static final Pattern EMAIL = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S}]{1,254}");

  private final LoginThrottle throttle;
  private final UserRepository users;
  private final Passwords passwords;
  private final SessionRepository sessions;
  private final SessionTokens tokens;

  Login(
      LoginThrottle throttle,
      UserRepository users,
      Passwords passwords,
      SessionRepository sessions,
      SessionTokens tokens) {
    this.throttle = throttle;
    this.users = users;
    this.passwords = passwords;
    this.sessions = sessions;
    this.tokens = tokens;
  }

  /** What came of an attempt. */
  sealed interface Outcome {}

  record Opened(Session session) implements Outcome {}

  record Refused(LoginProblem problem) implements Outcome {}

  /**
   * Tries to log in.
   *
   * @param email normalized
   * @param address the client's network address
   */
  Uni<Outcome> attempt(String email, String password, String address) {
    if (!EMAIL.matcher(email).matches() || password.length() > MAX_PASSWORD_LENGTH) {
      return refused(LoginProblem.credentials());
    }
    return throttle
        .reserve(email, address)
        .chain(
            pause ->
                pause.isZero()
                    ? check(email, password, address)
                    : refused(LoginProblem.tooMany(pause)));
  }

  void hand(RoutingContext routing, Session session) {
    tokens.hand(routing, session.id(), session.expiresAt(), session.createdAt());
  }

  private Uni<Outcome> check(String email, String password, String address) {
    return Panache.withSession(() -> users.findForLogin(email))
        .chain(user -> check(user, email, password, address));
  }

  private Uni<Outcome> check(LoginUser user, String email, String password, String address) {
    return passwords
        .matches(password, user == null ? null : user.passwordHash())
        .chain(
            matches -> matches ? open(user, email, address) : refused(LoginProblem.credentials()))
        .onFailure(RejectedExecutionException.class)
        .recoverWithUni(() -> refused(LoginProblem.busy()));
  }

  private Uni<Outcome> open(LoginUser user, String email, String address) {
    Session session = new Session(user.userId(), user.organizationId(), address, Instant.now());
    return throttle
        .forgive(email, address)
        .chain(() -> Panache.withTransaction(() -> sessions.persist(session)))
        .map(Opened::new);
  }

  private static Uni<Outcome> refused(LoginProblem problem) {
    return Uni.createFrom().item(new Refused(problem));
  }
}
