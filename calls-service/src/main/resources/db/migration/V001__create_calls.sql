-- Calls, what happened in them, who carries them. Times are the service's, but for those by which replicas judge each other.

-- Everything that one organization has in one mode has its turn by this row: calls are admitted while it is locked, so that
-- there are never more of them at a time than allowed, and never more begun in a second.
create table calling (
  organization_id text        not null,
  mode            text        not null check (mode in ('live', 'test')),
  -- A token for each call that may begin now (a bucket that fills with time).
  tokens          double precision not null,
  filled_at       timestamptz not null,
  primary key (organization_id, mode)
);

-- A process that carries calls. Who beats no more is lost: others end its calls as of its last beat.
create table replica (
  id      text        not null primary key,
  beat_at timestamptz not null,
  lost    boolean     not null default false
);

create table call (
  id                   text        not null primary key check (id ~ '^call_[A-Za-z0-9]{16,64}$'),
  organization_id      text        not null,
  mode                 text        not null check (mode in ('live', 'test')),
  agent_id             text        not null check (length(agent_id) between 1 and 100),
  direction            text        not null check (direction in ('inbound', 'outbound')),
  -- Null: the caller withheld it.
  from_number          text        check (from_number ~ '^\+[1-9][0-9]{6,14}$'),
  to_number            text        not null check (to_number ~ '^\+[1-9][0-9]{6,14}$'),
  status               text        not null check (status in
                         ('queued', 'ringing', 'in_progress', 'completed', 'failed', 'busy', 'no_answer', 'canceled')),
  metadata             json        not null check (json_typeof(metadata) = 'object'),
  -- The order in which calls wait.
  position             bigint      not null generated always as identity,
  -- Who carries it, and since when; null: it waits.
  replica              text,
  claimed_at           timestamptz,
  hangup_requested_at  timestamptz,
  max_duration_seconds integer     not null check (max_duration_seconds between 1 and 86400),
  hold_id              text        not null check (length(hold_id) between 1 and 64),
  created_at           timestamptz not null,
  answered_at          timestamptz,
  ended_at             timestamptz,
  duration_seconds     bigint      check (duration_seconds >= 0),
  end_reason           text        check (length(end_reason) between 1 and 40),
  error_code           text        check (length(error_code) between 1 and 40),
  recording_available  boolean     not null default false,
  -- Millionths of a US dollar; null until billing-service said it.
  cost_micros          bigint,
  latency              json,
  -- How many entries its log has.
  entries              integer     not null default 0,
  check ((ended_at is null) = (status in ('queued', 'ringing', 'in_progress'))),
  check (status <> 'in_progress' or answered_at is not null),
  check ((replica is null) = (claimed_at is null))
);

create index call_newest on call (organization_id, mode, created_at desc, id desc);
create index call_agent_newest on call (organization_id, mode, agent_id, created_at desc, id desc);
create index call_status_newest on call (organization_id, mode, status, created_at desc, id desc);
create index call_direction_newest on call (organization_id, mode, direction, created_at desc, id desc);
-- What waits, in its order; what is up; what each replica carries.
create index call_waiting on call (organization_id, mode, position) where claimed_at is null and ended_at is null;
create index call_up on call (organization_id, mode) where claimed_at is not null and ended_at is null;
create index call_carried on call (replica) where ended_at is null;
create index call_unpriced on call (ended_at) where cost_micros is null and ended_at is not null;

-- What a call is made with: its agent as it was when the call was made. Gone when the call is over.
create table call_plan (
  call_id text not null primary key references call (id) on delete cascade,
  agent   json not null
);

-- The log of a call, in its order: every change of its state with its cause, every thing that was said.
create table call_entry (
  call_id    text        not null references call (id) on delete cascade,
  number     integer     not null check (number > 0),
  at         timestamptz not null,
  kind       text        not null check (kind in ('status', 'segment')),
  -- A change of state.
  status     text        check (length(status) between 1 and 20),
  cause      text        check (length(cause) between 1 and 200),
  -- Something said, in milliseconds from the answer.
  speaker    text        check (speaker in ('agent', 'caller')),
  text       text        check (length(text) <= 10000),
  start_ms   bigint      check (start_ms >= 0),
  end_ms     bigint      check (end_ms >= start_ms),
  confidence double precision check (confidence between 0 and 1),
  primary key (call_id, number),
  check ((kind = 'status') = (status is not null)),
  check ((kind = 'segment') = (speaker is not null and text is not null and start_ms is not null and end_ms is not null))
);
