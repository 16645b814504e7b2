package com.jagcall.webhooks.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The deliveries of one tenant at a time: everything here asks for whom. PostgreSQL answers in
 * JSON, so that each question is one statement. Needs a session, and for what writes a transaction,
 * that the caller owns.
 */
@ApplicationScoped
class DeliveryRepository {
  /** How many are replayed by one request. */
  static final int MAX_REPLAYED = 10_000;

  private static final String TENANT =
      "delivery.organization_id = :organization and delivery.mode = :mode";

  /** The total is counted as far as one can page, and no further. */
  private static final String LIST =
      """
      select cast(json_build_object(
        'total', (select count(*) from (select from delivery where %1$s limit %2$d) counted),
        'data', coalesce((select json_agg(listed) from (
          select %3$s from delivery where %1$s
          order by delivery.created_at desc, delivery.id desc limit :limit offset :offset
        ) listed), '[]')) as text)
      """;

  private static final String GET =
      """
      select cast(json_build_object(
        'delivery', (select row_to_json(listed) from (select %s) listed),
        'body', coalesce(event.body, ''),
        'attempts', coalesce((select json_agg(tried) from (
          select at, url, status as status_code, duration_millis as duration_ms,
            answer as response, error
          from attempt where delivery_id = delivery.id
            and delivery_created_at = delivery.created_at
          order by at desc limit 200) tried), '[]')) as text)
      from delivery left join event
        on event.id = delivery.event_id and event.stored_at = delivery.created_at
      where delivery.id = :id and %s
      """
          .formatted(DeliveryView.COLUMNS, TENANT);

  private static final String OF_WHAT =
      """
      select coalesce(endpoint.status, 'deleted') || ' ' || delivery.endpoint_id
      from delivery left join endpoint on endpoint.id = delivery.endpoint_id
      where delivery.id = :id and %s
      """
          .formatted(TENANT);

  private static final String LOCK_LANE =
      "select endpoint_id from lane where endpoint_id = :endpoint for update";

  /** Starts the schedule anew, at once, also for an endpoint that is left alone at the moment. */
  private static final String REPLAY =
      """
      with chosen as materialized (
        select delivery.*, event.key from delivery join event
          on event.id = delivery.event_id and event.stored_at = delivery.created_at
        where %s and %s
        order by delivery.created_at, delivery.id limit %d
      ),
      queued as (
        insert into due (delivery_id, created_at, event_id, endpoint_id, key, attempts, due_at)
        select id, created_at, event_id, endpoint_id, key, attempts, now() from chosen
        order by created_at, id
        on conflict (delivery_id) do update set step = 0, due_at = excluded.due_at
      ),
      woken as (
        update lane set due_at = now(), open_until = null, revision = revision + 1
        where endpoint_id in (select endpoint_id from chosen)
      )
      update delivery set status = 'pending', failed_at = null, next_attempt_at = now()
      from chosen where delivery.id = chosen.id and delivery.created_at = chosen.created_at
      """;

  private static final String REPLAY_ONE = REPLAY.formatted(TENANT, "delivery.id = :id", 1);

  private static final String REPLAY_FAILED =
      REPLAY.formatted(
          TENANT,
          "delivery.endpoint_id = :endpoint and delivery.failed_at is not null"
              + " and delivery.created_at >= :since",
          MAX_REPLAYED);

  private final ObjectMapper json;

  DeliveryRepository(ObjectMapper json) {
    this.json = json;
  }

  /** A page as PostgreSQL writes it. */
  @RegisterForReflection
  record Listed(long total, List<DeliveryView> data) {}

  /** A delivery as PostgreSQL writes it. */
  @RegisterForReflection
  record Found(DeliveryView delivery, String body, List<AttemptView> attempts) {
    DeliveryDetailView view() {
      return new DeliveryDetailView(delivery, body, attempts);
    }
  }

  /** The tenant's deliveries that satisfy the conditions, newest first. One statement. */
  Uni<Page<DeliveryView>> list(Tenant tenant, DeliveryFilter.Conditions conditions, Paging paging) {
    String where =
        Stream.concat(Stream.of(TENANT), conditions.sql().stream())
            .collect(Collectors.joining(" and "));
    String sql = LIST.formatted(where, Paging.MAX_ROWS, DeliveryView.COLUMNS);
    int limit = paging.perPage();
    int offset = paging.offset();
    return Panache.getSession()
        .map(session -> session.createNativeQuery(sql, String.class))
        .invoke(query -> of(tenant, conditions.values(), query))
        .invoke(query -> query.setParameter("limit", limit).setParameter("offset", offset))
        .flatMap(Mutiny.SelectionQuery::getSingleResult)
        .map(text -> read(text, Listed.class))
        .map(listed -> Page.of(listed.data(), paging, listed.total()));
  }

  /**
   * The tenant's delivery with every attempt. One statement.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  Uni<DeliveryDetailView> get(Tenant tenant, String id) {
    return selectOne(GET, tenant, id).map(text -> read(text, Found.class).view());
  }

  private static Uni<String> selectOne(String sql, Tenant tenant, String id) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(sql, String.class))
        .invoke(query -> of(tenant, Map.of("id", id), query))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound);
  }

  /**
   * Sends the tenant's delivery again.
   *
   * @throws ApiException {@code not_found}, or {@code conflict} when its endpoint is not there or
   *     not enabled
   */
  Uni<DeliveryView> replay(Tenant tenant, String id) {
    return selectOne(OF_WHAT, tenant, id)
        .map(DeliveryRepository::enabledEndpoint)
        .chain(DeliveryRepository::lockLane)
        .chain(() -> update(REPLAY_ONE, tenant, Map.of("id", id)))
        .chain(() -> get(tenant, id))
        .map(DeliveryDetailView::delivery);
  }

  private static String enabledEndpoint(String statusAndId) {
    String[] parts = statusAndId.split(" ");
    if (parts[0].equals("deleted")) {
      throw new ApiException(ErrorCode.CONFLICT, "The endpoint of this delivery was deleted.");
    }
    if (parts[0].equals("disabled")) {
      throw new ApiException(
          ErrorCode.CONFLICT, "The endpoint of this delivery is disabled; enable it first.");
    }
    return parts[1];
  }

  /**
   * Sends again what failed to reach an endpoint of the tenant's since a time; answers how many.
   */
  Uni<Integer> replayFailed(Tenant tenant, String endpointId, Instant since) {
    return lockLane(endpointId)
        .chain(() -> update(REPLAY_FAILED, tenant, Map.of("endpoint", endpointId, "since", since)));
  }

  private static Uni<Void> lockLane(String endpointId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK_LANE, String.class)
                    .setParameter("endpoint", endpointId)
                    .getResultList())
        .replaceWithVoid();
  }

  private static Uni<Integer> update(String sql, Tenant tenant, Map<String, Object> values) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(sql))
        .invoke(query -> of(tenant, values, query))
        .flatMap(Mutiny.MutationQuery::executeUpdate);
  }

  private static void of(Tenant tenant, Map<String, ?> values, Mutiny.AbstractQuery query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
    values.forEach(query::setParameter);
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL answers in the form it was asked for", e);
    }
  }
}
