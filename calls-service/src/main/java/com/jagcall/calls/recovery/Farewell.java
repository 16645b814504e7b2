package com.jagcall.calls.recovery;

import com.jagcall.calls.call.CallsConfig;
import com.jagcall.calls.switchboard.Switchboard;
import com.jagcall.calls.switchboard.Tasks;
import com.jagcall.calls.switchboard.Tasks.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Lets the calls of a replica that was told to stop end by themselves, for {@code
 * jagcall.calls.drain} at most. Towards the end of that time the agents of those that are left say
 * goodbye; who is still there then is hung up on.
 */
@ApplicationScoped
class Farewell {
  private static final Logger LOG = Logger.getLogger(Farewell.class);

  /** How long a goodbye may take, if the time is long enough. */
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  /** How long the other side may take to let go. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final Switchboard switchboard;
  private final Tasks tasks;
  private final Duration patience;

  Farewell(Switchboard switchboard, Tasks tasks, CallsConfig config) {
    this.switchboard = switchboard;
    this.tasks = tasks;
    this.patience = config.drain();
  }

  /** Waits for the calls; false: some are still there, because nobody lets go of them. */
  boolean say() throws InterruptedException {
    switchboard.drain();
    if (!switchboard.isQuiet()) {
      LOG.infof("Stopping when %d calls are over", switchboard.size());
    }
    Duration half = patience.dividedBy(2);
    Duration goodbye = half.compareTo(GOODBYE) < 0 ? half : GOODBYE;
    if (isQuietWithin(patience.minus(goodbye))) {
      return true;
    }
    LOG.warnf("Stopping with %d calls up: they end now", switchboard.size());
    switchboard.concludeAll(goodbye);
    if (isQuietWithin(goodbye)) {
      return true;
    }
    switchboard.hangUpAll();
    return isQuietWithin(LAST_WORDS);
  }

  private boolean isQuietWithin(Duration time) throws InterruptedException {
    CountDownLatch quiet = new CountDownLatch(1);
    Timer looks =
        tasks.every(
            LOOK,
            () -> {
              if (switchboard.isQuiet()) {
                quiet.countDown();
              }
            });
    boolean isQuiet = switchboard.isQuiet() || quiet.await(time.toMillis(), TimeUnit.MILLISECONDS);
    looks.cancel();
    return isQuiet;
  }
}
