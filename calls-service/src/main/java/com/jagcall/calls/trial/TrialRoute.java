package com.jagcall.calls.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.calls.call.Call;
import com.jagcall.calls.call.CallsConfig;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Ending;
import com.jagcall.calls.conversation.Conversation;
import com.jagcall.calls.media.MediaEngine;
import com.jagcall.calls.playback.Tapes;
import com.jagcall.calls.switchboard.LiveCall;
import com.jagcall.calls.switchboard.Tasks;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.ErrorWriter;
import com.jagcall.common.id.Ids;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Where a browser comes in with its ticket, and becomes one side of a call. No cookie counts here,
 * so that no other site can come in a user's name; and what comes from another site's page is
 * refused all the same.
 */
@ApplicationScoped
class TrialRoute {
  private static final Logger LOG = Logger.getLogger(TrialRoute.class);

  private final Trials trials;
  private final TrialCall.Equipment equipment;
  private final Tasks tasks;
  private final CallsConfig config;
  private final ErrorWriter errors;
  private final Vertx vertx;
  private final ObjectMapper json;
  private final String ownAuthority;

  TrialRoute(
      Trials trials,
      MediaEngine media,
      Conversation conversation,
      Tapes tapes,
      Clock clock,
      Tasks tasks,
      CallsConfig config,
      ErrorWriter errors,
      Vertx vertx,
      ObjectMapper json,
      @ConfigProperty(name = "jagcall.public-url", defaultValue = "http://localhost:8080")
          URI publicUrl) {
    this.trials = trials;
    equipment = new TrialCall.Equipment(media, conversation, tapes, clock);
    this.tasks = tasks;
    this.config = config;
    this.errors = errors;
    this.vertx = vertx;
    this.json = json;
    ownAuthority = publicUrl.getAuthority();
  }

  void register(@Observes Router router) {
    router.get("/v1/calls/:id/talk").handler(this::shakeHands);
  }

  private void shakeHands(RoutingContext context) {
    HttpServerRequest request = context.request();
    String id = context.pathParam("id");
    String ticket = request.getParam("ticket");
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      errors.write(context, ErrorCode.INVALID_REQUEST, "Open a websocket here.");
    } else if (!isFromHere(request)) {
      errors.write(context, ErrorCode.FORBIDDEN, "This page belongs to another site.");
    } else if (!Ids.isShaped(Call.ID_PREFIX, id) || !Tickets.isShaped(ticket)) {
      errors.write(context, Trials.refused());
    } else {
      request.pause();
      tasks.run(
          () -> trials.begin(id, ticket),
          live -> upgrade(request, live),
          failure -> refuse(context, failure));
    }
  }

  /** Programs name no origin, and nobody's browser either: the ticket decides about them. */
  private boolean isFromHere(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return true;
    }
    String authority = origin.replaceFirst("^https?://", "");
    return authority.equals(ownAuthority) || authority.equals(request.getHeader("Host"));
  }

  private void refuse(RoutingContext context, Throwable failure) {
    context.request().resume();
    if (failure instanceof ApiException refusal) {
      errors.write(context, refusal);
    } else {
      LOG.warnf("A talk cannot begin: %s", failure);
      errors.write(context, ErrorCode.SERVICE_UNAVAILABLE, "No talk can begin here now.");
    }
  }

  private void upgrade(HttpServerRequest request, LiveCall live) {
    request
        .toWebSocket()
        .onSuccess(socket -> begin(socket, live))
        .onFailure(
            failure ->
                live.ended(
                    new Ending(
                        EndReason.CONNECTION_LOST,
                        equipment.clock().instant(),
                        false,
                        "no websocket came to be")));
    request.resume();
  }

  private void begin(ServerWebSocket websocket, LiveCall live) {
    TrialSocket socket =
        new TrialSocket(
            websocket, vertx, json, TrialCall.hasSound(live.order()), config.trialSilence());
    new TrialCall(live, socket, equipment).begin();
  }
}
