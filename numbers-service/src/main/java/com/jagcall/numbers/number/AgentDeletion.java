package com.jagcall.numbers.number;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.outbox.EventHandler;
import com.jagcall.common.outbox.ReceivedEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;

/** An agent that is no more has no number any more. Its service knows: it is told nothing back. */
@ApplicationScoped
class AgentDeletion implements EventHandler {
  private final PhoneNumberRepository numbers;
  private final Clock clock;

  AgentDeletion(PhoneNumberRepository numbers, Clock clock) {
    this.numbers = numbers;
    this.clock = clock;
  }

  /** The payload of {@code agent.deleted}. */
  @RegisterForReflection
  record DeletedAgent(String organizationId, Mode mode, String agentId) {
    DeletedAgent {
      Objects.requireNonNull(organizationId, "organization_id");
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(agentId, "agent_id");
    }
  }

  @Override
  public String type() {
    return "agent.deleted";
  }

  @Override
  public Set<String> senders() {
    return Set.of("agents-service");
  }

  @Override
  public Uni<Void> handle(ReceivedEvent event) {
    DeletedAgent agent = event.payload(DeletedAgent.class);
    return numbers.unassign(
        new Tenant(agent.organizationId(), agent.mode()), agent.agentId(), clock.instant());
  }
}
