package com.jagcall.agents.agent;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.outbox.EventHandler;
import com.jagcall.common.outbox.ReceivedEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Keeps the number that numbers-service has assigned to an agent where agents are read. */
@ApplicationScoped
class NumberAssigned implements EventHandler {
  private final AgentRepository agents;
  private final DeletionNotice deletions;

  NumberAssigned(AgentRepository agents, DeletionNotice deletions) {
    this.agents = agents;
    this.deletions = deletions;
  }

  /**
   * The number that an agent has from now on.
   *
   * @param phoneNumber E.164, or null when it has none
   */
  @RegisterForReflection
  record Assignment(String organizationId, Mode mode, String agentId, String phoneNumber) {
    Tenant tenant() {
      return new Tenant(organizationId, mode);
    }
  }

  @Override
  public String type() {
    return "number.assigned";
  }

  @Override
  public Set<String> senders() {
    return Set.of("numbers-service");
  }

  @Override
  public Uni<Void> handle(ReceivedEvent event) {
    Assignment assignment = event.payload(Assignment.class);
    return agents
        .showNumber(assignment.tenant(), assignment.agentId(), assignment.phoneNumber())
        .chain(isThere -> isThere ? Uni.createFrom().voidItem() : giveBack(assignment));
  }

  /** Assigned while the agent was deleted, so that the first notice of that came too early. */
  private Uni<Void> giveBack(Assignment assignment) {
    return assignment.phoneNumber() == null
        ? Uni.createFrom().voidItem()
        : deletions.send(assignment.tenant(), assignment.agentId());
  }
}
