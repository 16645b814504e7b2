-- The JSON Schema of the data that an agent's calls are searched for when they are over; as it was written, like tools.
alter table agent add column extraction_schema json check (json_typeof(extraction_schema) = 'object');
