-- The ledger: what moved (ledger_transaction), between which accounts (posting), and where that leaves
-- every organization (balance). All amounts are millionths of a US dollar. See docs/adr/0009-ledger.md.

-- One row for each organization and mode, moved by postings alone. The house's accounts, revenue and
-- funding, are kept here too, per organization, so that no row is written by everybody.
create table balance (
  organization_id  text        not null check (organization_id ~ '^org_[A-Za-z0-9]{1,64}$'),
  mode             text        not null check (mode in ('live', 'test')),
  available_micros bigint      not null default 0,
  held_micros      bigint      not null default 0,
  -- What was taken for what the organization used.
  revenue_micros   bigint      not null default 0,
  -- What was paid in; adjustments may have made it less.
  funded_micros    bigint      not null default 0,
  transactions     bigint      not null default 0,
  -- Below which available is low; null: the service's default.
  threshold_micros bigint      check (threshold_micros >= 0),
  -- The last day on which play money was refilled (UTC); test mode only.
  refilled_on      date        check (refilled_on is null or mode = 'test'),
  updated_at       timestamptz not null default now(),
  primary key (organization_id, mode),
  constraint balance_available_never_negative check (available_micros >= 0),
  constraint balance_held_never_negative check (held_micros >= 0),
  constraint balance_trial check (available_micros + held_micros + revenue_micros = funded_micros)
);

create table ledger_transaction (
  id              text        not null primary key check (id ~ '^txn_[A-Za-z0-9]{16,60}$'),
  organization_id text        not null,
  mode            text        not null check (mode in ('live', 'test')),
  type            text        not null check (type in
    ('top_up', 'adjustment', 'play_money', 'hold', 'extension', 'capture', 'release', 'expiry')),
  description     text        check (length(description) <= 200),
  -- Why an operator moved money.
  reason          text        check (length(reason) between 1 and 500),
  resource_type   text        check (resource_type in ('call', 'sms', 'number')),
  resource_id     text        check (length(resource_id) <= 64),
  product         text        check (length(product) <= 40),
  quantity        bigint      check (quantity >= 0),
  -- Which service asked for it, and by what name it knows it.
  issuer          text        not null check (length(issuer) <= 64),
  hold_id         text        check (length(hold_id) <= 64),
  operation_id    text        check (length(operation_id) <= 64),
  -- What of a capture nobody could pay.
  uncovered_micros bigint     not null default 0 check (uncovered_micros >= 0),
  created_at      timestamptz not null,
  check ((type in ('top_up', 'adjustment')) = (reason is not null))
);

create index ledger_transaction_newest
  on ledger_transaction (organization_id, mode, created_at desc, id desc);
create index ledger_transaction_type_newest
  on ledger_transaction (organization_id, mode, type, created_at desc, id desc);
create index ledger_transaction_resource_newest
  on ledger_transaction (organization_id, mode, resource_id, created_at desc, id desc)
  where resource_id is not null;
-- A payment is taken once, whoever repeats it; so is an adjustment.
create unique index ledger_transaction_once
  on ledger_transaction (type, operation_id) where type in ('top_up', 'adjustment');

create table posting (
  transaction_id  text   not null,
  organization_id text   not null,
  mode            text   not null,
  account         text   not null check (account in ('available', 'held', 'revenue', 'funding')),
  amount_micros   bigint not null check (amount_micros <> 0),
  primary key (transaction_id, account)
);

-- Judges the postings of a statement, and moves the balances by them: nothing else does. That the
-- transaction exists is judged here and not by a foreign key, whose look-up would need the right to
-- UPDATE what must never be updated.
-- Tables grow faster than their statistics are renewed, and plans are kept: only indexes are used.
create function apply_postings() returns trigger language plpgsql
set search_path from current set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  wrong   text;
  tenants integer;
  moved   integer;
begin
  select a.transaction_id into wrong
  from (
    select transaction_id, organization_id, mode, count(*) as lines, sum(amount_micros) as remainder
    from added group by transaction_id, organization_id, mode
  ) a
  where a.remainder <> 0
    or a.lines < 2
    or a.lines <> (select count(*) from posting p where p.transaction_id = a.transaction_id)
    -- Counted, because "not exists" may be answered by a hash of the whole ledger.
    or 1 <> (
      select count(*) from ledger_transaction t
      where t.id = a.transaction_id and t.organization_id = a.organization_id and t.mode = a.mode)
  limit 1;
  if wrong is not null then
    raise exception 'transaction % does not balance, is added to, or has no header', wrong
      using errcode = 'integrity_constraint_violation';
  end if;

  select count(*) into tenants from (select distinct organization_id, mode from added) t;
  if tenants > 1 then
    -- In one order, so that no two statements wait for each other.
    perform from balance b
    where (b.organization_id, b.mode) in (select organization_id, mode from added)
    order by b.organization_id, b.mode for update;
  end if;

  update balance b set
    available_micros = b.available_micros + s.available,
    held_micros = b.held_micros + s.held,
    revenue_micros = b.revenue_micros + s.revenue,
    funded_micros = b.funded_micros - s.funding,
    transactions = b.transactions + s.transactions,
    updated_at = greatest(b.updated_at, clock_timestamp())
  from (
    select organization_id, mode,
      coalesce(sum(amount_micros) filter (where account = 'available'), 0)::bigint as available,
      coalesce(sum(amount_micros) filter (where account = 'held'), 0)::bigint as held,
      coalesce(sum(amount_micros) filter (where account = 'revenue'), 0)::bigint as revenue,
      coalesce(sum(amount_micros) filter (where account = 'funding'), 0)::bigint as funding,
      count(distinct transaction_id) as transactions
    from added group by organization_id, mode
  ) s
  where b.organization_id = s.organization_id and b.mode = s.mode;
  get diagnostics moved = row_count;
  if moved <> tenants then
    raise exception 'postings to an organization without a balance'
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create trigger posting_applied after insert on posting
  referencing new table as added for each statement execute function apply_postings();

-- A header comes with its postings, in one statement.
create function require_postings() returns trigger language plpgsql
set search_path from current set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  if exists (
    select from added a where 0 = (select count(*) from posting p where p.transaction_id = a.id))
  then
    raise exception 'a ledger transaction without postings'
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create trigger ledger_transaction_posted after insert on ledger_transaction
  referencing new table as added for each statement execute function require_postings();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: %', lower(tg_op), tg_table_name, tg_argv[0]
    using errcode = 'integrity_constraint_violation';
end $$;

-- Append-only twice over: the right is taken away from the role itself, and whoever has it still, as
-- a superuser does, meets a trigger.
revoke update, delete, truncate on ledger_transaction, posting from current_user;

create trigger ledger_transaction_append_only
  before update or delete or truncate on ledger_transaction
  for each statement execute function refuse_change('the ledger is only ever added to');
create trigger posting_append_only
  before update or delete or truncate on posting
  for each statement execute function refuse_change('the ledger is only ever added to');

revoke delete, truncate on balance from current_user;

create trigger balance_stays
  before delete or truncate on balance
  for each statement execute function refuse_change('a balance stays');
create trigger balance_starts_empty
  before insert on balance for each row
  when (new.available_micros <> 0 or new.held_micros <> 0 or new.revenue_micros <> 0
    or new.funded_micros <> 0 or new.transactions <> 0)
  execute function refuse_change('it moves by postings alone');
-- At depth 0 somebody wrote it directly; apply_postings() writes it from within a trigger.
create trigger balance_moves_by_postings
  before update of available_micros, held_micros, revenue_micros, funded_micros, transactions on balance
  for each statement when (pg_trigger_depth() = 0)
  execute function refuse_change('it moves by postings alone');
