-- Events for other services, written in the transaction of the change they tell of, and deleted when their
-- receiver has committed them. An aggregate's row is locked before its event is written: so the order of the
-- positions of one key is the order of its changes.
CREATE TABLE outbox (
  position   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id         text        NOT NULL UNIQUE,
  receiver   text        NOT NULL,
  type       text        NOT NULL,
  key        text        NOT NULL,
  payload    text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- How often the receiver refused it, and until when it rests.
  refusals   integer     NOT NULL DEFAULT 0,
  not_before timestamptz NOT NULL DEFAULT '-infinity'
);

CREATE INDEX outbox_order ON outbox (receiver, position);
CREATE INDEX outbox_resting ON outbox (receiver, key, position) WHERE refusals > 0;
-- Rows come and go all day: what is deleted must not pile up.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 2000);

-- Which replica sends to a receiver: one at a time, so that the order is kept.
CREATE TABLE outbox_relay (
  receiver text        PRIMARY KEY,
  replica  text        NOT NULL,
  until    timestamptz NOT NULL
);

-- Events of other services that were handled here.
CREATE TABLE received_event (
  id          text        PRIMARY KEY,
  received_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX received_event_received_at ON received_event (received_at);
