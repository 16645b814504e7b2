-- Money that is spoken for: taken out of available, charged or given back later.

create table hold (
  -- The service that placed it, and the name that service gave it.
  issuer            text        not null check (length(issuer) between 1 and 64),
  hold_id           text        not null check (hold_id ~ '^[A-Za-z0-9._:~-]{1,64}$'),
  organization_id   text        not null,
  mode              text        not null check (mode in ('live', 'test')),
  status            text        not null check (status in ('open', 'captured', 'released', 'expired')),
  -- What was asked at first and what was answered, so that a repetition is known and answered alike.
  request_hash      text        not null,
  placed_micros     bigint      not null check (placed_micros >= 0),
  placed_until      timestamptz not null,
  -- How it stands.
  remaining_micros  bigint      not null check (remaining_micros >= 0),
  captured_micros   bigint      not null check (captured_micros >= 0),
  uncovered_micros  bigint      not null check (uncovered_micros >= 0),
  quantity          bigint      not null check (quantity >= 0),
  captured_quantity bigint      not null check (captured_quantity >= 0),
  expires_at        timestamptz not null,
  -- The price of the day it was placed: one call, one price.
  product           text        check (length(product) <= 40),
  price_id          text        check (length(price_id) <= 40),
  price_micros      bigint      check (price_micros >= 0),
  price_unit        integer     check (price_unit > 0),
  price_increment   integer     check (price_increment > 0),
  price_minimum     integer     check (price_minimum >= 0),
  -- What it is for.
  resource_type     text        not null check (resource_type in ('call', 'sms', 'number')),
  resource_id       text        not null check (length(resource_id) between 1 and 64),
  description       text        check (length(description) <= 200),
  created_at        timestamptz not null,
  closed_at         timestamptz,
  primary key (issuer, hold_id),
  constraint hold_closed_is_empty check (status = 'open' or remaining_micros = 0),
  constraint hold_closed_has_time check ((status = 'open') = (closed_at is null))
);

create index hold_due on hold (expires_at) where status = 'open';
create index hold_due_of_organization on hold (organization_id, mode, expires_at) where status = 'open';
create index hold_closed_at on hold (closed_at) where status <> 'open';

-- What was done to a hold, and what was answered: the same is never done twice.
create table hold_operation (
  issuer           text        not null,
  hold_id          text        not null,
  operation_id     text        not null check (operation_id ~ '^[A-Za-z0-9._:~-]{1,64}$'),
  kind             text        not null check (kind in ('extension', 'capture', 'release')),
  request_hash     text        not null,
  status           text        not null,
  extended_micros  bigint      not null,
  captured_micros  bigint      not null,
  uncovered_micros bigint      not null,
  released_micros  bigint      not null,
  remaining_micros bigint      not null,
  expires_at       timestamptz not null,
  created_at       timestamptz not null,
  primary key (issuer, hold_id, operation_id),
  foreign key (issuer, hold_id) references hold on delete cascade
);

-- What was charged, by day and product: kept by each capture, so that nobody has to add up a ledger.
create table usage_day (
  organization_id text    not null,
  mode            text    not null check (mode in ('live', 'test')),
  day             date    not null,
  product         text    not null check (length(product) <= 40),
  quantity        bigint  not null check (quantity >= 0),
  amount_micros   bigint  not null check (amount_micros >= 0),
  count           bigint  not null check (count >= 0),
  primary key (organization_id, mode, day, product)
);
