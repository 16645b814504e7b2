-- Calls that nobody is called for: an agent is tried out in the browser, by voice or in writing.

-- How the two hear each other. Whoever is not on the phone has no number.
alter table call add column channel text not null default 'phone' check (channel in ('phone', 'browser', 'chat'));
alter table call alter column to_number drop not null;

-- Lets one browser begin one such call, once. Only its hash is kept.
create table trial_ticket (
  hash            bytea       not null primary key check (length(hash) = 32),
  call_id         text        not null check (call_id ~ '^call_[A-Za-z0-9]{16,64}$'),
  organization_id text        not null,
  mode            text        not null check (mode in ('live', 'test')),
  channel         text        not null check (channel in ('browser', 'chat')),
  -- The agent as it was when somebody asked for the ticket.
  agent           json        not null,
  expires_at      timestamptz not null
);

create index trial_ticket_of on trial_ticket (organization_id, mode);
create index trial_ticket_expired on trial_ticket (expires_at);
