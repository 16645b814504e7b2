package com.jagcall.webhooks.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Stores events, and one delivery for each endpoint that hears of them, in the caller's
 * transaction. Two statements for any number of events: the first takes the endpoints' lanes, so
 * that deliveries to one endpoint are committed in the order of their positions, and a replica that
 * is about to let go of a lane notices.
 */
@ApplicationScoped
class Intake {
  private static final String HEARS =
      """
      endpoint.organization_id = told.organization_id and endpoint.mode = told.mode
        and endpoint.status = 'enabled' and endpoint.id is distinct from told.not_for
        and case when endpoint.agent_id is null then endpoint.events && array[told.type, '*']
          else endpoint.agent_id = told.agent_id end
      """;

  /** What decides who hears of an event, each once: most are alike. */
  private static final String TAKE_LANES =
      """
      select endpoint_id from lane where endpoint_id in (
        select endpoint.id from unnest(cast(:organizations as text[]), cast(:modes as text[]),
          cast(:types as text[]), cast(:agents as text[]), cast(:notFors as text[]))
          as told (organization_id, mode, type, agent_id, not_for)
        join endpoint on %s)
      order by endpoint_id for update
      """
          .formatted(HEARS);

  private static final String TAKE_LANE =
      "select endpoint_id from lane where endpoint_id = :endpoint for update";

  /**
   * Identifiers of deliveries begin with the time, as those of UUID version 7 (RFC 9562) do: new
   * ones stand side by side in the indexes.
   */
  private static final String STORE =
      """
      with told as materialized (
        select * from unnest(cast(:ids as text[]), cast(:organizations as text[]),
          cast(:modes as text[]), cast(:types as text[]), cast(:keys as text[]),
          cast(:agents as text[]), cast(:bodies as text[]), cast(:notFors as text[]))
          with ordinality
          as told (id, organization_id, mode, type, key, agent_id, body, not_for, n)
      ),
      stored as (
        insert into event (id, stored_at, organization_id, mode, type, key, agent_id, body)
        select id, now(), organization_id, mode, type, key, agent_id, body from told
      ),
      heard as materialized (
        select told.*, endpoint.id as endpoint_id, endpoint.agent_id as of_agent,
          'dlv_' || lpad(to_hex(cast(extract(epoch from now()) * 1000 as bigint)), 12, '0')
            || substr(replace(cast(gen_random_uuid() as text), '-', ''), 13) as delivery_id
        from told join endpoint on %s
      ),
      delivered as (
        insert into delivery (id, created_at, organization_id, mode, endpoint_id, agent_id,
          event_id, event_type, next_attempt_at)
        select delivery_id, now(), organization_id, mode, endpoint_id, of_agent, id, type, now()
        from heard
      ),
      queued as (
        insert into due (delivery_id, created_at, event_id, endpoint_id, key, due_at)
        select delivery_id, now(), id, endpoint_id, key, now() from heard order by n
      ),
      woken as (
        update lane set revision = revision + 1,
          due_at = case when open_until > now() then due_at else least(due_at, now()) end
        where endpoint_id in (select endpoint_id from heard)
      )
      select delivery_id from heard
      """;

  private static final String STORE_FOR_THOSE_TAKEN =
      STORE.formatted(HEARS + " and endpoint.id = any(cast(:endpoints as text[]))");

  private static final String STORE_FOR_ONE =
      STORE.formatted("endpoint.id = any(cast(:endpoints as text[]))");

  private final ObjectMapper json;

  Intake(ObjectMapper json) {
    this.json = json;
  }

  /** Stores events for whoever hears of them; answers the deliveries' identifiers. */
  Uni<List<String>> store(List<NewEvent> events) {
    List<NewEvent.Audience> audiences = events.stream().map(NewEvent::audience).distinct().toList();
    return select(TAKE_LANES, query -> set(query, audiences))
        .chain(lanes -> store(STORE_FOR_THOSE_TAKEN, events, lanes));
  }

  /** Stores an event for one endpoint alone; answers its delivery's identifier. */
  Uni<String> storeFor(String endpointId, NewEvent event) {
    return select(TAKE_LANE, query -> query.setParameter("endpoint", endpointId))
        .chain(lanes -> store(STORE_FOR_ONE, List.of(event), lanes))
        .map(deliveries -> deliveries.get(0));
  }

  private static Uni<List<String>> store(String sql, List<NewEvent> events, List<String> lanes) {
    return select(
        sql,
        query -> {
          set(query, events.stream().map(NewEvent::audience).toList());
          query
              .setParameter("ids", column(events, NewEvent::id))
              .setParameter("keys", column(events, NewEvent::key))
              .setParameter("bodies", column(events, NewEvent::body))
              .setParameter("endpoints", lanes.toArray(String[]::new));
        });
  }

  private static void set(Mutiny.SelectionQuery<String> query, List<NewEvent.Audience> audiences) {
    query
        .setParameter("organizations", column(audiences, NewEvent.Audience::organizationId))
        .setParameter("modes", column(audiences, NewEvent.Audience::mode))
        .setParameter("types", column(audiences, NewEvent.Audience::type))
        .setParameter("agents", column(audiences, NewEvent.Audience::agentId))
        .setParameter("notFors", column(audiences, NewEvent.Audience::notFor));
  }

  private static <T> String[] column(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static Uni<List<String>> select(
      String sql, Consumer<Mutiny.SelectionQuery<String>> parameters) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(sql, String.class))
        .invoke(parameters::accept)
        .flatMap(Mutiny.SelectionQuery::getResultList);
  }

  /** The body of an event, whose bytes are the same in every attempt since they are stored. */
  String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read from JSON can be written as JSON", e);
    }
  }
}
