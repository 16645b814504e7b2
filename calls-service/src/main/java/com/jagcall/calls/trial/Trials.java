package com.jagcall.calls.trial;

import com.jagcall.calls.agent.Agents;
import com.jagcall.calls.call.Arrivals;
import com.jagcall.calls.call.Call;
import com.jagcall.calls.call.CallChannel;
import com.jagcall.calls.call.CallDirection;
import com.jagcall.calls.call.CallsConfig;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.dialogue.DialogueConfig;
import com.jagcall.calls.switchboard.LiveCall;
import com.jagcall.calls.switchboard.Switchboard;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.id.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/**
 * Agents that are tried out in a browser: nobody is called, and nothing is charged. Such a call
 * comes to be when the browser is there, at the replica that it reaches.
 */
@ApplicationScoped
class Trials {
  private static final String SCRIPTED = "scripted";

  private final Agents agents;
  private final Tickets tickets;
  private final Arrivals arrivals;
  private final Switchboard switchboard;
  private final CallsConfig config;
  private final DialogueConfig dialogue;

  Trials(
      Agents agents,
      Tickets tickets,
      Arrivals arrivals,
      Switchboard switchboard,
      CallsConfig config,
      DialogueConfig dialogue) {
    this.agents = agents;
    this.tickets = tickets;
    this.arrivals = arrivals;
    this.switchboard = switchboard;
    this.config = config;
    this.dialogue = dialogue;
  }

  /**
   * Lets a browser begin one.
   *
   * @throws ApiException {@code validation_error}: there is no such active agent; {@code conflict}:
   *     too many are about to begin
   */
  Uni<TrialView> offer(Tenant tenant, CreateTrialRequest request) {
    CallChannel channel = CallChannel.of(request.channel()).orElseThrow();
    String callId = Ids.next(Call.ID_PREFIX);
    return agents
        .active(tenant, request.agentId())
        .chain(
            agent ->
                tickets.issue(new Ticket(callId, tenant, channel, agent), config.trialTicket()))
        .map(
            issued ->
                new TrialView(
                    callId,
                    request.agentId(),
                    channel,
                    "/v1/calls/" + callId + "/talk?ticket=" + issued.text(),
                    issued.expiresAt(),
                    isOffline(channel)));
  }

  private boolean isOffline(CallChannel channel) {
    boolean hasModel = !dialogue.model().equals(SCRIPTED);
    boolean speaks = dialogue.speechToSpeech().isPresent() && channel == CallChannel.BROWSER;
    return !hasModel && !speaks;
  }

  /**
   * Begins one, carried here from now on.
   *
   * @throws ApiException {@code forbidden}: the ticket is none, of another call, used or too old;
   *     {@code conflict}: as many are up as may be; {@code service_unavailable}
   */
  Uni<LiveCall> begin(String callId, String text) {
    if (!switchboard.takesCalls()) {
      throw new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "No talk can begin here now.");
    }
    return tickets
        .take(callId, text)
        .map(ticket -> ticket.orElseThrow(Trials::refused))
        .map(this::order)
        .chain(
            order ->
                arrivals
                    .take(order, Call.NOTHING_HELD, switchboard.replica())
                    .map(isTaken -> connect(order, isTaken)));
  }

  static ApiException refused() {
    return new ApiException(
        ErrorCode.FORBIDDEN, "This ticket was used, is too old or none: ask for another one.");
  }

  private LiveCall connect(Order order, boolean isTaken) {
    if (!isTaken) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          config.trials() + " talks are open already: end one of them, then try again.");
    }
    return switchboard.connect(order, Call.NOTHING_HELD);
  }

  private Order order(Ticket ticket) {
    Duration agents = Duration.ofSeconds(ticket.agent().maxDurationSeconds());
    return new Order(
        ticket.callId(),
        ticket.tenant(),
        CallDirection.INBOUND,
        ticket.channel(),
        null,
        null,
        ticket.agent(),
        Map.of(),
        config.ringTimeout(),
        agents.compareTo(config.trialDuration()) < 0 ? agents : config.trialDuration());
  }
}
