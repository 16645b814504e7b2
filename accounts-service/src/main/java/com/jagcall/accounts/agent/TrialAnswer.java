package com.jagcall.accounts.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the page's script is told.
 *
 * @param problem for people: what is in the way, and what to do; null: nothing
 * @param offline whether the demonstration answers, because no language model is configured
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrialAnswer(String callId, String path, Boolean offline, String problem) {
  static TrialAnswer of(CallsClient.Trial trial) {
    return new TrialAnswer(trial.callId(), trial.path(), trial.offline(), null);
  }

  static TrialAnswer problem(String text) {
    return new TrialAnswer(null, null, null, text);
  }
}
