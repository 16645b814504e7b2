-- Agents, and how many of them each organization has in each mode. The rules the service applies to a
-- request stand here too in their plain form, so that no other way of writing can break them.

create table agent (
  id                   text        not null primary key,
  organization_id      text        not null,
  mode                 text        not null check (mode in ('live', 'test')),
  name                 text        not null check (length(name) between 1 and 100),
  -- The name with upper and lower case made one, by the service and not by lower(): what lower() does
  -- to letters beyond ASCII depends on the locale the database happened to be made with.
  name_folded          text        not null,
  status               text        not null check (status in ('active', 'inactive')),
  -- Written by what numbers-service tells, never by a request on agents.
  phone_number         text        check (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  voice_id             text        not null check (voice_id ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
  language             text        not null check (length(language) between 2 and 35),
  system_prompt        text        not null check (length(system_prompt) <= 32000),
  first_message        text        check (length(first_message) <= 1000),
  model                text        check (model ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$'),
  temperature          numeric(3, 2) not null check (temperature between 0 and 2),
  max_duration_seconds integer     not null check (max_duration_seconds between 30 and 14400),
  webhook_url          text        check (length(webhook_url) <= 2048),
  -- json and not jsonb: language models read a tool's parameters in the order they are written in, and
  -- jsonb would sort them.
  tools                json        not null check (json_typeof(tools) = 'array' and json_array_length(tools) <= 32),
  transfer_number      text        check (transfer_number ~ '^\+[1-9][0-9]{6,14}$'),
  voicemail_message    text        check (length(voicemail_message) <= 1000),
  metadata             jsonb       not null check (jsonb_typeof(metadata) = 'object'),
  created_at           timestamptz not null,
  updated_at           timestamptz not null check (updated_at >= created_at)
);

-- Every list is of one organization and mode, newest first.
create index agent_newest on agent (organization_id, mode, created_at desc, id desc);
create index agent_status_newest on agent (organization_id, mode, status, created_at desc, id desc);
create index agent_name on agent (organization_id, mode, name_folded text_pattern_ops);
create index agent_phone_number on agent (organization_id, mode, phone_number) where phone_number is not null;

-- Kept in the transaction that adds or removes an agent: the row serializes additions of one tenant, so
-- that the limit holds under concurrency, and spares each of them a count.
create table agent_count (
  organization_id text    not null,
  mode            text    not null check (mode in ('live', 'test')),
  agents          integer not null check (agents >= 0),
  primary key (organization_id, mode)
);
