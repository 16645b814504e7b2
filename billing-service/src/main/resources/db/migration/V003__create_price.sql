-- Prices. The newest version is the one; older ones stay, since holds and bills name them.

create table price_list (
  version   bigint      not null primary key check (version > 0),
  loaded_by text        not null,
  loaded_at timestamptz not null default now()
);

create table price (
  version         bigint  not null references price_list,
  line            integer not null check (line > 0),
  product         text    not null check (length(product) <= 40),
  prefix          text    not null check (prefix ~ '^[0-9]{0,15}$'),
  price_micros    bigint  not null check (price_micros >= 0),
  price_unit      integer not null check (price_unit > 0),
  price_increment integer not null check (price_increment > 0),
  price_minimum   integer not null check (price_minimum >= 0),
  valid_from      date,
  valid_until     date check (valid_until > valid_from),
  primary key (version, line)
);
