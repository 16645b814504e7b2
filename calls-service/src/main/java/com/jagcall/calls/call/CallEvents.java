package com.jagcall.calls.call;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.outbox.CustomerEvent;
import com.jagcall.common.outbox.Outbox;
import com.jagcall.common.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What customers are told of their calls, in the transaction of the change. */
@ApplicationScoped
class CallEvents {
  private final Outbox outbox;
  private final String publicUrl;

  CallEvents(
      Outbox outbox,
      @ConfigProperty(name = "jagcall.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.outbox = outbox;
    this.publicUrl = publicUrl;
  }

  /** The data of {@code call.ringing} and {@code call.started}. */
  @RegisterForReflection
  record Connection(
      String callId, String agentId, CallDirection direction, String from, String to) {}

  /** The data of {@code call.completed}. */
  @RegisterForReflection
  record Completion(
      String callId,
      String agentId,
      long durationSeconds,
      CallStatus status,
      boolean recordingAvailable) {}

  /** The data of {@code call.failed}. */
  @RegisterForReflection
  record Failure(String callId, String agentId, String errorCode, String errorMessage) {}

  /** The data of {@code call.transcript.ready}. */
  @RegisterForReflection
  record Transcript(String callId, String agentId, String transcriptUrl) {}

  Uni<Void> ringing(Call call, Instant at) {
    return tell(call, "call.ringing", at, connection(call));
  }

  Uni<Void> started(Call call) {
    return tell(call, "call.started", call.state().answeredAt(), connection(call));
  }

  private static Connection connection(Call call) {
    return new Connection(call.id(), call.agentId(), call.direction(), call.from(), call.to());
  }

  /** It is over; whoever was told that it started is told that its transcript is ready too. */
  Uni<Void> ended(Call call, EndReason reason) {
    CallState state = call.state();
    Uni<Void> told =
        state.status() == CallStatus.COMPLETED
            ? tell(
                call,
                "call.completed",
                state.endedAt(),
                new Completion(
                    call.id(),
                    call.agentId(),
                    state.durationSeconds(),
                    state.status(),
                    call.isRecordingAvailable()))
            : tell(
                call,
                "call.failed",
                state.endedAt(),
                new Failure(
                    call.id(),
                    call.agentId(),
                    state.errorCode() == null ? state.status().wire() : state.errorCode(),
                    reason.message()));
    return state.wasAnswered() ? told.chain(() -> transcriptReady(call)) : told;
  }

  private Uni<Void> transcriptReady(Call call) {
    return tell(
        call,
        "call.transcript.ready",
        call.state().endedAt(),
        new Transcript(
            call.id(), call.agentId(), publicUrl + "/v1/calls/" + call.id() + "/transcript"));
  }

  private Uni<Void> tell(Call call, String type, Instant at, Object data) {
    if (call.channel().isTrial()) {
      return Uni.createFrom().voidItem();
    }
    Tenant tenant = call.tenant();
    return outbox.add(
        new OutboxEvent(
            "webhooks-service",
            type,
            call.id(),
            new CustomerEvent(
                tenant.organizationId(), tenant.mode(), call.agentId(), type, at, data)));
  }
}
