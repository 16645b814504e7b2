package com.jagcall.containers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Skips a test class where no Docker engine is, and says so, once, in one line. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Engine.class)
@interface NeedsDocker {

  /** Asks for the engine once. */
  final class Engine implements ExecutionCondition {
    private static boolean asked;
    private static boolean there;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return isThere()
          ? ConditionEvaluationResult.enabled("a Docker engine answers")
          : ConditionEvaluationResult.disabled("no Docker engine answers");
    }

    private static synchronized boolean isThere() {
      if (!asked) {
        asked = true;
        // Where it has looked in vain would be ten lines more.
        Logger.getLogger("org.testcontainers.dockerclient").setLevel(Level.OFF);
        there = DockerClientFactory.instance().isDockerAvailable();
        if (!there) {
          System.err.println(
              "*** NOT TESTED: the images, because no Docker engine answers (start one, or set"
                  + " DOCKER_HOST) ***");
        }
      }
      return there;
    }
  }
}
