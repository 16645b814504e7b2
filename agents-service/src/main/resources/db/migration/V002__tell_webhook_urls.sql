-- webhooks-service is told of URLs when they change. Of those that were there before it, it is told here.
insert into outbox (id, receiver, type, key, payload)
select 'evt_' || replace(gen_random_uuid()::text, '-', ''), 'webhooks-service', 'agent.webhook', id,
  json_build_object('organization_id', organization_id, 'mode', mode, 'agent_id', id, 'webhook_url', webhook_url)::text
from agent where webhook_url is not null;
