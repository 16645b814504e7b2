-- Every delivery writes to these indexes, so they do without the identifier, by which those of one moment are sorted in
-- the end. They are made anew under their old names: the release before reads them as well.
drop index delivery_newest;
drop index delivery_of_endpoint;
drop index delivery_of_type;
drop index delivery_failed;
drop index attempt_of_delivery;
create index delivery_newest on delivery (organization_id, mode, created_at desc);
create index delivery_of_endpoint on delivery (endpoint_id, created_at desc);
create index delivery_of_type on delivery (organization_id, mode, event_type, created_at desc);
create index delivery_failed on delivery (organization_id, mode, created_at desc) where failed_at is not null;
create index attempt_of_delivery on attempt (delivery_id);

-- Every statement of this service finds few rows by their keys, and must not do otherwise because a table was empty
-- when its plan was made: a day's partition is new at midnight, and what is due is nothing one second and much the next.
alter role current_user set enable_hashjoin = off;
alter role current_user set enable_mergejoin = off;
alter role current_user set enable_material = off;
alter role current_user set enable_seqscan = off;
