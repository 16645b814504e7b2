package com.jagcall.webhooks.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Stores events, and one delivery for each endpoint that hears of them, in the caller's
 * transaction. Two statements for any number of events: the first takes the endpoints' lanes, so
 * that deliveries to one endpoint are committed in the order of their positions, and a replica that
 * is about to let go of a lane notices.
 */
@ApplicationScoped
class Intake {
  private static final String EVENTS =
      """
      json_to_recordset(cast(cast(:events as text) as json)) as told (n int, id text, organization_id text,
        mode text, type text, key text, agent_id text, body text, not_for text)
      """;

  private static final String HEARS =
      """
      endpoint.organization_id = told.organization_id and endpoint.mode = told.mode
        and endpoint.status = 'enabled' and endpoint.id is distinct from told.not_for
        and case when endpoint.agent_id is null then endpoint.events && array[told.type, '*']
          else endpoint.agent_id = told.agent_id end
      """;

  private static final String TAKE_LANES =
      "select endpoint_id from lane where endpoint_id in (select endpoint.id from "
          + EVENTS
          + " join endpoint on "
          + HEARS
          + ") order by endpoint_id for update";

  private static final String TAKE_LANE =
      "select endpoint_id from lane where endpoint_id = :endpoint for update";

  private static final String STORE =
      """
      with told as materialized (select * from %s),
      stored as (
        insert into event (id, stored_at, organization_id, mode, type, key, agent_id, body)
        select id, now(), organization_id, mode, type, key, agent_id, body from told
      ),
      heard as materialized (
        select told.*, endpoint.id as endpoint_id, endpoint.agent_id as of_agent,
          'dlv_' || replace(cast(gen_random_uuid() as text), '-', '') as delivery_id
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
      STORE.formatted(EVENTS, HEARS + " and endpoint.id = any(cast(:endpoints as text[]))");

  private static final String STORE_FOR_ONE =
      STORE.formatted(EVENTS, "endpoint.id = any(cast(:endpoints as text[]))");

  private final ObjectMapper json;

  Intake(ObjectMapper json) {
    this.json = json;
  }

  /** Stores events for whoever hears of them; answers the deliveries' identifiers. */
  Uni<List<String>> store(List<NewEvent> events) {
    String rows = write(events);
    return select(TAKE_LANES, query -> query.setParameter("events", rows))
        .chain(lanes -> store(STORE_FOR_THOSE_TAKEN, rows, lanes));
  }

  /** Stores an event for one endpoint alone; answers its delivery's identifier. */
  Uni<String> storeFor(String endpointId, NewEvent event) {
    return select(TAKE_LANE, query -> query.setParameter("endpoint", endpointId))
        .chain(lanes -> store(STORE_FOR_ONE, write(List.of(event)), lanes))
        .map(deliveries -> deliveries.get(0));
  }

  private static Uni<List<String>> store(String sql, String rows, List<String> lanes) {
    return select(
        sql,
        query ->
            query
                .setParameter("events", rows)
                .setParameter("endpoints", lanes.toArray(String[]::new)));
  }

  private static Uni<List<String>> select(
      String sql, java.util.function.Consumer<Mutiny.SelectionQuery<String>> parameters) {
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
