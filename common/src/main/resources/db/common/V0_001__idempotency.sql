-- The first answer to a request that carried an Idempotency-Key, written in the transaction of its work.
CREATE TABLE idempotency_key (
  organization_id text        NOT NULL,
  mode            text        NOT NULL CHECK (mode IN ('live', 'test')),
  key             text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash    text        NOT NULL,
  status          integer     NOT NULL,
  location        text,
  body            text        NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, mode, key)
);

CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);
