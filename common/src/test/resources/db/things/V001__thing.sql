CREATE TABLE thing (
  id              text PRIMARY KEY,
  organization_id text NOT NULL,
  name            text NOT NULL
);
