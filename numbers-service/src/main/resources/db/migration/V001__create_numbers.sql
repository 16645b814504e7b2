-- Numbers that can be bought, and numbers that were. A number may be in the stock of both modes.

-- The four-digit runs of a number (+ and digits), each as an integer, from its third digit on: what begins before that
-- is found by range, and many numbers share it. Past the end the last one is repeated. One expression and not strict, so
-- that PostgreSQL inlines it.
create function number_runs(number text) returns integer[]
  language sql immutable parallel safe
  return array[
    cast(substr(number, least(4, length(number) - 3), 4) as integer),
    cast(substr(number, least(5, length(number) - 3), 4) as integer),
    cast(substr(number, least(6, length(number) - 3), 4) as integer),
    cast(substr(number, least(7, length(number) - 3), 4) as integer),
    cast(substr(number, least(8, length(number) - 3), 4) as integer),
    cast(substr(number, least(9, length(number) - 3), 4) as integer),
    cast(substr(number, least(10, length(number) - 3), 4) as integer),
    cast(substr(number, least(11, length(number) - 3), 4) as integer),
    cast(substr(number, least(12, length(number) - 3), 4) as integer),
    cast(substr(number, least(13, length(number) - 3), 4) as integer)
  ];

create table stock (
  mode                 text collate "C" not null check (mode in ('live', 'test')),
  number               text collate "C" not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  country              text collate "C" not null check (country ~ '^[A-Z]{2}$'),
  type                 text collate "C" not null check (type in ('local', 'mobile', 'toll_free')),
  region               text check (length(region) between 1 and 100),
  voice                boolean not null,
  sms                  boolean not null,
  -- 1 voice, 2 SMS, 3 both: so that capabilities can be a part of an index.
  capability           integer not null generated always as (cast(voice as integer) + 2 * cast(sms as integer)) stored
                         check (capability > 0),
  -- Millionths of a US dollar. What is charged is a multiple of a hundred of them.
  monthly_price_micros bigint  not null check (monthly_price_micros >= 0 and monthly_price_micros % 100 = 0),
  status               text collate "C" not null check (status in ('available', 'owned', 'quarantined', 'withdrawn')),
  -- When a number in quarantine can be bought again.
  available_from       timestamptz check ((available_from is null) = (status <> 'quarantined')),
  primary key (mode, number)
);

-- A search reads the part of an index where everything but the digits is equal, in the order of the numbers: those of an
-- area stand together there.
create index stock_order on stock (mode, country, type, capability, number) where status = 'available';
create index stock_runs on stock using gin (number_runs(number)) with (fastupdate = off) where status = 'available';
create index stock_quarantine on stock (available_from) where status = 'quarantined';

create table phone_number (
  id                   text not null primary key check (id ~ '^pn_[A-Za-z0-9]{8,64}$'),
  organization_id      text not null,
  mode                 text not null check (mode in ('live', 'test')),
  number               text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  country              text not null check (country ~ '^[A-Z]{2}$'),
  type                 text not null check (type in ('local', 'mobile', 'toll_free')),
  region               text check (length(region) between 1 and 100),
  voice                boolean not null,
  sms                  boolean not null,
  monthly_price_micros bigint  not null check (monthly_price_micros >= 0 and monthly_price_micros % 100 = 0),
  agent_id             text check (length(agent_id) between 1 and 100),
  status               text not null check (status in ('active', 'grace', 'suspended', 'released')),
  -- When the present status began.
  status_since         timestamptz not null,
  -- The first month began here; so many months from here on are paid.
  anchor               timestamptz not null,
  months_paid          integer not null check (months_paid > 0),
  paid_until           timestamptz not null check (paid_until > anchor),
  -- When the next month is to be paid, or tried again. A replica that is at it has a lease; each time has its number.
  next_step_at         timestamptz not null,
  leased_until         timestamptz,
  attempt              integer not null default 0,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  check (status <> 'released' or agent_id is null)
);

-- A number has one owner, whatever the code does, and an agent one number.
create unique index phone_number_owner on phone_number (mode, number) where status <> 'released';
create unique index phone_number_agent on phone_number (organization_id, mode, agent_id) where agent_id is not null;
create index phone_number_newest on phone_number (organization_id, mode, created_at desc, id desc)
  where status <> 'released';
create index phone_number_due on phone_number (next_step_at) where status <> 'released';
