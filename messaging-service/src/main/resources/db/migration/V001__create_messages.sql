-- Messages, and what is left to be done about them. What is under way stands in tables of its own that hold only what is
-- not over; nobody ever looks through the messages for work.

create table message (
  id              text collate "C" not null primary key check (id ~ '^sms_[A-Za-z0-9]{16,64}$'),
  organization_id text        not null,
  mode            text        not null check (mode in ('live', 'test')),
  direction       text        not null check (direction in ('inbound', 'outbound')),
  -- Who wrote it: a client, an agent, the service itself (an answer to STOP), a telephone.
  origin          text        not null check (origin in ('api', 'agent', 'keyword', 'mobile')),
  status          text        not null
                    check (status in ('queued', 'sent', 'delivered', 'undelivered', 'failed', 'received')),
  from_number     text        not null check (length(from_number) between 1 and 32),
  to_number       text        not null check (length(to_number) between 1 and 32),
  body            text        not null check (length(body) <= 40000),
  encoding        text        not null check (encoding in ('gsm7', 'ucs2')),
  segments        integer     not null check (segments between 1 and 255),
  agent_id        text        check (length(agent_id) between 1 and 100),
  metadata        jsonb       not null check (jsonb_typeof(metadata) = 'object'),
  error_code      text        check (length(error_code) between 1 and 64),
  -- Millionths of a US dollar; null while nobody knows. What is held for it, then what was charged.
  cost_micros     bigint      check (cost_micros >= 0),
  hold_id         text        check (length(hold_id) between 1 and 64),
  -- Whether the hold was charged or let go.
  settled         boolean     not null,
  -- The inbound message that it answers: at most one does.
  in_reply_to     text,
  -- When a sent message of which nothing is heard is given up.
  confirm_by      timestamptz,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  check ((direction = 'inbound') = (status = 'received'))
);

create unique index message_in_reply_to on message (in_reply_to) where in_reply_to is not null;

-- Every list is of one organization and mode, newest first; inbound is what is received. Each change of a status writes
-- to each of them.
create index message_newest on message (organization_id, mode, created_at desc, id desc);
create index message_status on message (organization_id, mode, status, created_at desc, id desc);
create index message_from on message (organization_id, mode, from_number, created_at desc, id desc);
create index message_to on message (organization_id, mode, to_number, created_at desc, id desc);
create index message_agent on message (organization_id, mode, agent_id, created_at desc, id desc) where agent_id is not null;
create index message_unconfirmed on message (confirm_by) where status = 'sent';

-- Live messages that are to be submitted. A row that is claimed is being submitted: whoever finds it after its lease does
-- not know what the carrier has, and never submits it again.
create table outgoing (
  message_id   text        not null primary key,
  due_at       timestamptz not null,
  claim        text,
  leased_until timestamptz,
  attempts     integer     not null default 0 check (attempts >= 0),
  next_segment integer     not null default 1 check (next_segment >= 1),
  -- By which a telephone knows the segments of a message: a number that the next message has not.
  reference    bigint      generated always as identity,
  give_up_at   timestamptz not null,
  check ((claim is null) = (leased_until is null))
);

create index outgoing_due on outgoing (due_at) where claim is null;
create index outgoing_leased on outgoing (leased_until) where claim is not null;
create index outgoing_give_up on outgoing (give_up_at) where claim is null;
alter table outgoing set (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 2000);

-- What is known of each segment that was submitted.
create table segment (
  message_id         text        not null,
  number             integer     not null check (number between 1 and 255),
  outcome            text        not null check (outcome in ('ACCEPTED', 'UNANSWERED', 'REFUSED')),
  bind               text,
  carrier_message_id text        check (length(carrier_message_id) between 1 and 255),
  command_status     integer,
  receipt            text,
  receipt_error      text,
  submitted_at       timestamptz not null,
  primary key (message_id, number)
);

create index segment_carrier on segment (carrier_message_id) where carrier_message_id is not null;

-- Receipts that came before the answer to their submit, or belong to nobody.
create table orphan_receipt (
  position           bigint      generated always as identity primary key,
  bind               text        not null,
  carrier_message_id text        not null,
  state              text        not null,
  error              text,
  received_at        timestamptz not null
);

create index orphan_receipt_carrier on orphan_receipt (carrier_message_id);
create index orphan_receipt_received on orphan_receipt (received_at);

-- Who wants no messages from a number of ours.
create table opt_out (
  id              text        not null primary key check (id ~ '^opt_[A-Za-z0-9]{16,64}$'),
  organization_id text        not null,
  mode            text        not null check (mode in ('live', 'test')),
  phone_number    text        not null check (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  recipient       text        not null check (length(recipient) between 1 and 32),
  source          text        not null check (source in ('keyword', 'api')),
  created_at      timestamptz not null
);

create unique index opt_out_pair on opt_out (organization_id, mode, phone_number, recipient);
create index opt_out_newest on opt_out (organization_id, mode, created_at desc, id desc);
create index opt_out_number on opt_out (organization_id, mode, phone_number, created_at desc, id desc);
create index opt_out_recipient on opt_out (organization_id, mode, recipient, created_at desc, id desc);

-- Parts of messages that are received. They stay a while after the message was put together, so that a part that comes
-- twice is known.
create table inbound_part (
  group_id        text        not null,
  number          integer     not null check (number between 1 and 255),
  organization_id text        not null,
  agent_id        text,
  from_number     text        not null,
  to_number       text        not null,
  reference       integer     not null check (reference between 0 and 65535),
  total           integer     not null check (total between 2 and 255),
  alphabet        text        not null,
  user_data       text        not null,
  -- The message it became a part of.
  message_id      text,
  first_at        timestamptz not null,
  primary key (group_id, number)
);

create index inbound_part_pair on inbound_part (from_number, to_number, reference, total);
create index inbound_part_first on inbound_part (first_at);

-- What is left to do about an inbound message, claimed by one replica at a time: charge it, have an agent answer it.
create table inbound_task (
  message_id   text        not null,
  kind         text        not null check (kind in ('charge', 'reply')),
  due_at       timestamptz not null,
  leased_until timestamptz,
  attempts     integer     not null default 0 check (attempts >= 0),
  give_up_at   timestamptz not null,
  primary key (message_id, kind)
);

create index inbound_task_due on inbound_task (due_at);

-- What the sandbox does next with a message of a test key.
create table sandbox_step (
  message_id text        not null primary key,
  step       integer     not null check (step between 1 and 3),
  due_at     timestamptz not null
);

create index sandbox_step_due on sandbox_step (due_at);
