-- Every statement of this service finds few rows by their keys. Of what waits PostgreSQL would rather read all than look up a
-- hundred, so that each claim would cost as much as there is to be claimed.
alter role current_user set enable_hashjoin = off;
alter role current_user set enable_mergejoin = off;
