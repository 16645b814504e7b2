package com.jagcall.accounts.user;

import static io.vertx.core.Vertx.currentContext;

import com.jagcall.common.id.Ids;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hashes and checks passwords with bcrypt, whose cost is its point: about a third of a second of
 * one core. So it never runs on an event loop, and never on more than half of the cores: a flood of
 * log-ins makes log-ins slow and leaves the rest of the service alone.
 */
@Startup
@ApplicationScoped
public class Passwords {
  /** In bytes of UTF-8. */
  public static final int MIN_BYTES = 12;

  /** In bytes of UTF-8: bcrypt ignores what stands behind them. */
  public static final int MAX_BYTES = 72;

  private static final int COST = 12;
  private static final int MAX_WAITING = 64;

  private final ThreadPoolExecutor workers = workers();
  private final Future<String> hashOfNobody = workers.submit(() -> hash(Ids.base62(MAX_BYTES)));

  private static ThreadPoolExecutor workers() {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    var queue = new ArrayBlockingQueue<Runnable>(MAX_WAITING);
    return new ThreadPoolExecutor(
        threads, threads, 0, TimeUnit.SECONDS, queue, work -> new Thread(work, "password-hash"));
  }

  @PreDestroy
  void stop() {
    workers.shutdownNow();
  }

  /** Whether the password can be used at all: 12 to 72 bytes. */
  public static boolean acceptable(String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= MIN_BYTES && bytes <= MAX_BYTES;
  }

  /** Hashes on the calling thread, which must be one that may block. */
  public String hash(String password) {
    return BcryptUtil.bcryptHash(password, COST);
  }

  /**
   * Whether the password is the one that was hashed. A null hash, which is that of an unknown user,
   * is compared with one that nobody has, so that the answer takes as long and says as little.
   *
   * @return fails with {@link RejectedExecutionException} when too many are waiting already
   */
  public Uni<Boolean> matches(String password, String hash) {
    return Uni.createFrom().deferred(() -> matchesOffEventLoop(password, hash, currentContext()));
  }

  private Uni<Boolean> matchesOffEventLoop(String password, String hash, Context caller) {
    return Uni.createFrom()
        .item(() -> matchesNow(password, hash))
        .runSubscriptionOn(workers)
        .emitOn(task -> caller.runOnContext(back -> task.run()));
  }

  private boolean matchesNow(String password, String hash) {
    boolean matches = BcryptUtil.matches(password, hash == null ? resultOf(hashOfNobody) : hash);
    return matches && hash != null && acceptable(password);
  }

  private static String resultOf(Future<String> hash) {
    try {
      return hash.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The service is stopping.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
