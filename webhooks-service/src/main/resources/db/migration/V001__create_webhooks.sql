-- Where an organization hears of its events: the URLs of Settings, Webhooks, and the webhook_url of each agent.
create table endpoint (
  id              text        not null primary key,
  organization_id text        not null,
  mode            text        not null check (mode in ('live', 'test')),
  -- The agent whose webhook_url this is; then it hears of all events of that agent and of no others.
  agent_id        text,
  url             text        not null check (length(url) between 1 and 2048),
  description     text        check (length(description) <= 200),
  events          text[]      not null check (cardinality(events) between 1 and 50),
  status          text        not null check (status in ('enabled', 'disabled')),
  -- Who or what disabled it: its owner, a 410, or days of nothing but failure.
  disabled_reason text        check (disabled_reason in ('owner', 'gone', 'failing')),
  -- Sealed. An agent's URL has none of its own: agent_secret has it.
  secret          bytea,
  previous_secret bytea,
  previous_until  timestamptz,
  created_at      timestamptz not null,
  updated_at      timestamptz not null check (updated_at >= created_at),
  check ((agent_id is null) = (secret is not null)),
  check ((disabled_reason is not null) = (status = 'disabled')),
  unique (organization_id, mode, agent_id)
);

create index endpoint_newest on endpoint (organization_id, mode, created_at desc, id desc);

-- The secret with which the deliveries to all agents' URLs of an organization are signed.
create table agent_secret (
  organization_id text        not null,
  mode            text        not null check (mode in ('live', 'test')),
  secret          bytea       not null,
  previous_secret bytea,
  previous_until  timestamptz,
  created_at      timestamptz not null,
  primary key (organization_id, mode)
);

-- The sending side of an endpoint: which replica sends to it, and how it fares. Whoever adds work for an endpoint
-- updates its row in the same transaction, which puts the events of an endpoint into one order.
create table lane (
  endpoint_id   text        not null primary key references endpoint on delete cascade,
  -- When somebody should look: work is due then, or the lease of a replica that may be gone ends.
  due_at        timestamptz not null default 'infinity',
  revision      bigint      not null default 0,
  owner         text,
  leased_until  timestamptz not null default '-infinity',
  failures      integer     not null default 0,
  failing_since timestamptz,
  open_until    timestamptz,
  -- The owner was told of it.
  is_told       boolean     not null default false
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000);

create index lane_due on lane (due_at);

-- Days are added and dropped by Partitions; see there.
create table event (
  id              text        not null,
  stored_at       timestamptz not null,
  organization_id text        not null,
  mode            text        not null,
  type            text        not null,
  key             text        not null,
  agent_id        text,
  -- What is posted, byte for byte, in every attempt.
  body            text        not null,
  primary key (id, stored_at)
) partition by range (stored_at);

create table delivery (
  id              text        not null,
  -- The same as its event's stored_at.
  created_at      timestamptz not null,
  organization_id text        not null,
  mode            text        not null,
  endpoint_id     text        not null,
  agent_id        text,
  event_id        text        not null,
  event_type      text        not null,
  status          text        not null default 'pending' check (status in ('pending', 'succeeded', 'failed')),
  attempts        integer     not null default 0,
  last_attempt_at timestamptz,
  last_status     integer,
  last_error      text,
  next_attempt_at timestamptz,
  -- Has a value while the status is failed: an index on the status would make every success write to it.
  failed_at       timestamptz,
  primary key (id, created_at)
) partition by range (created_at);

create index delivery_newest on delivery (organization_id, mode, created_at desc, id desc);
create index delivery_of_endpoint on delivery (endpoint_id, created_at desc, id desc);
create index delivery_of_type on delivery (organization_id, mode, event_type, created_at desc, id desc);
create index delivery_failed on delivery (organization_id, mode, created_at desc, id desc) where failed_at is not null;

create table attempt (
  delivery_id         text        not null,
  delivery_created_at timestamptz not null,
  at                  timestamptz not null,
  url                 text        not null,
  -- What was answered, or null when nothing was.
  status              integer,
  duration_millis     integer     not null,
  answer              text,
  error               text
) partition by range (delivery_created_at);

create index attempt_of_delivery on attempt (delivery_id, at);

-- Deliveries that are not over, and only these: what was delivered does not make it larger.
create table due (
  delivery_id text        not null primary key,
  created_at  timestamptz not null,
  event_id    text        not null,
  endpoint_id text        not null,
  -- First attempts of one key are made one after the other, in the order of their positions.
  key         text        not null,
  position    bigint      generated always as identity,
  -- Attempts made, and how far in the schedule: a replay starts the schedule anew.
  attempts    integer     not null default 0,
  step        integer     not null default 0,
  due_at      timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 2000);

create index due_first on due (endpoint_id, position) where attempts = 0;
create index due_again on due (endpoint_id, due_at) where attempts > 0;
