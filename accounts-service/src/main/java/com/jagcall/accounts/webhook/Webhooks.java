package com.jagcall.accounts.webhook;

import com.jagcall.accounts.page.DashboardConfig;
import com.jagcall.accounts.session.CurrentUser;
import com.jagcall.accounts.session.SignedIn;
import com.jagcall.common.admission.UserAdmission;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** webhooks-service in the name of the user who asks for the page at hand. */
@RequestScoped
class Webhooks {
  private static final String SERVICE = "webhooks-service";
  private static final int NOT_FOUND = 404;

  /** As many as there can be; the API pages them by this many at most. */
  private static final int ALL_ENDPOINTS = 100;

  private final WebhooksClient client;
  private final UserAdmission users;
  private final CurrentUser user;
  private final DashboardConfig config;

  Webhooks(
      @RestClient WebhooksClient client,
      UserAdmission users,
      CurrentUser user,
      DashboardConfig config) {
    this.client = client;
    this.users = users;
    this.user = user;
    this.config = config;
  }

  /** Which deliveries of an endpoint, or of all; null: whichever. */
  record Filter(String endpoint, String event, String status, Instant createdAfter, int page) {}

  Uni<List<Endpoint>> endpoints(Mode mode) {
    return client
        .endpoints(reading(mode), RequestId.current(), ALL_ENDPOINTS)
        .map(WebhooksClient.EndpointList::data);
  }

  Uni<Endpoint> endpoint(Mode mode, String id) {
    return found(client.endpoint(reading(mode), RequestId.current(), id));
  }

  Uni<Endpoint> create(Mode mode, WebhooksClient.EndpointSettings settings) {
    return client.create(writing(mode), RequestId.current(), settings);
  }

  Uni<Endpoint> change(Mode mode, String id, WebhooksClient.EndpointSettings settings) {
    return found(client.change(writing(mode), RequestId.current(), id, settings));
  }

  Uni<Void> delete(Mode mode, String id) {
    return found(client.delete(writing(mode), RequestId.current(), id));
  }

  Uni<Endpoint> roll(Mode mode, String id, int graceHours) {
    return found(
        client.roll(writing(mode), RequestId.current(), id, new WebhooksClient.Roll(graceHours)));
  }

  Uni<Delivery> test(Mode mode, String id) {
    return found(client.test(writing(mode), RequestId.current(), id));
  }

  Uni<WebhooksClient.Replayed> replayFailed(Mode mode, String id, Instant since) {
    return found(
        client.replayFailed(
            writing(mode), RequestId.current(), id, new WebhooksClient.Since(since)));
  }

  Uni<WebhooksClient.DeliveryList> deliveries(Mode mode, Filter filter, int perPage) {
    return client.deliveries(
        reading(mode),
        RequestId.current(),
        filter.endpoint(),
        filter.event(),
        filter.status(),
        filter.createdAfter(),
        filter.page(),
        perPage);
  }

  Uni<DeliveryDetail> delivery(Mode mode, String id) {
    return found(client.delivery(reading(mode), RequestId.current(), id));
  }

  Uni<Delivery> replay(Mode mode, String id) {
    return found(client.replay(writing(mode), RequestId.current(), id));
  }

  private static <T> Uni<T> found(Uni<T> answer) {
    return answer.onFailure(Webhooks::isNotFound).transform(failure -> ApiException.notFound());
  }

  private static boolean isNotFound(Throwable failure) {
    return failure instanceof WebApplicationException refused
        && refused.getResponse().getStatus() == NOT_FOUND;
  }

  private String reading(Mode mode) {
    return token(mode, Set.of(Scope.WEBHOOKS_READ));
  }

  private String writing(Mode mode) {
    return token(mode, Set.of(Scope.WEBHOOKS_READ, Scope.WEBHOOKS_WRITE));
  }

  private String token(Mode mode, Set<String> scopes) {
    if (!config.knowsWebhooks()) {
      throw ApiException.notFound();
    }
    SignedIn signedIn = user.get();
    Tenant tenant = new Tenant(signedIn.organizationId(), mode);
    return "Bearer "
        + users.token(SERVICE, signedIn.userId(), tenant, signedIn.organizationTag(), scopes);
  }
}
