package com.jagcall.common.shutdown;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/**
 * A service that was told to stop (SIGTERM, SIGINT) and did, ends with exit status 0. The JVM would
 * say 143 or 130, which an orchestrator shows as a failure, after the most orderly end too. One
 * that fails to start keeps its own status: this is set up when everything else has started.
 */
@ApplicationScoped
@IfBuildProfile("prod")
class ExitStatus {
  private static final int LAST = Interceptor.Priority.PLATFORM_AFTER + 1000;

  void started(@Observes @Priority(LAST) StartupEvent event) {
    Application application = Application.currentApplication();
    // A hook and not a signal handler: the class for those is the JDK's own business.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endOf(application), "exit-status"));
  }

  /** The other hook, Quarkus' own, stops the application meanwhile: requests in flight first. */
  private static void endOf(Application application) {
    application.awaitShutdown();
    System.out.flush();
    Runtime.getRuntime().halt(ApplicationLifecycleManager.getExitCode());
  }
}
