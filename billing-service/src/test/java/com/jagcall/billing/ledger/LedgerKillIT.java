package com.jagcall.billing.ledger;

import com.jagcall.billing.testing.Sender;
import com.jagcall.billing.testing.ServiceProcess;
import com.jagcall.common.testing.Backends;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * As {@link LedgerFaultTest}, with the packaged service: two replicas, one of which is always being
 * killed (SIGKILL) and started again.
 */
class LedgerKillIT {
  private static final int STEPS = 150;

  private static final Backends BACKENDS = new Backends();
  private static List<ServiceProcess> replicas;

  @BeforeAll
  static void start() {
    BACKENDS.init(Map.of("database", "billing"));
    Map<String, String> config = BACKENDS.start();
    replicas = List.of(new ServiceProcess(config), new ServiceProcess(config));
    replicas.forEach(ServiceProcess::start);
    replicas.forEach(ServiceProcess::awaitReady);
    RestAssured.port = replicas.get(0).port();
  }

  @AfterAll
  static void stop() {
    replicas.forEach(ServiceProcess::close);
    BACKENDS.stop();
  }

  @Test
  void replicasKilledAtRandom_loseNoMoney() throws Exception {
    Sender sender = new Sender(BACKENDS.keys(), () -> any().url());
    Programs programs = new Programs(BACKENDS, sender);
    programs.run(STEPS, LedgerKillIT::killOne, 1_000);
    programs.audit();
  }

  private static ServiceProcess any() {
    return replicas.get(ThreadLocalRandom.current().nextInt(replicas.size()));
  }

  private static void killOne() {
    ServiceProcess victim = any();
    victim.kill();
    victim.start();
    victim.awaitReady();
  }
}
