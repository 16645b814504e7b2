-- Whether an agent answers text messages that its number receives.
alter table agent add column sms_replies boolean not null default false;
