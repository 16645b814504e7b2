-- Organizations, their users, log-ins and API keys. The schema and the role that owns it are made
-- by whoever provisions the database; names are unqualified on purpose.

CREATE TABLE organization (
    id         text        PRIMARY KEY CHECK (id ~ '^org_[0-9A-Za-z]{16,60}$'),
    name       text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    -- Stands inside every API key of the organization and is its hash tag in Redis.
    tag        char(8)     NOT NULL UNIQUE CHECK (tag ~ '^[0-9A-Za-z]{8}$'),
    created_at timestamptz NOT NULL
);

-- Only what an operator has set apart from the standard limits.
CREATE TABLE organization_limit (
    organization_id text    NOT NULL REFERENCES organization (id),
    endpoint        text    NOT NULL CHECK (char_length(endpoint) BETWEEN 1 AND 100),
    per_minute      integer NOT NULL CHECK (per_minute BETWEEN 1 AND 1000000),
    PRIMARY KEY (organization_id, endpoint)
);

CREATE TABLE user_account (
    id            text        PRIMARY KEY CHECK (id ~ '^usr_[0-9A-Za-z]{16,60}$'),
    email         text        NOT NULL UNIQUE
                  CHECK (email = lower(email) AND char_length(email) BETWEEN 3 AND 254),
    name          text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    password_hash text        NOT NULL CHECK (password_hash LIKE '$2_$%'),
    created_at    timestamptz NOT NULL
);

CREATE TABLE membership (
    user_id         text        NOT NULL REFERENCES user_account (id),
    organization_id text        NOT NULL REFERENCES organization (id),
    role            text        NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (user_id, organization_id)
);
CREATE INDEX membership_organization ON membership (organization_id, user_id);

CREATE TABLE session (
    id              text        PRIMARY KEY CHECK (id ~ '^ses_[0-9A-Za-z]{16,60}$'),
    user_id         text        NOT NULL,
    organization_id text        NOT NULL,
    -- Who has logged in from an address before is not held up there when others guess at the e-mail.
    address         text        NOT NULL CHECK (char_length(address) <= 64),
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL CHECK (expires_at > created_at),
    ended_at        timestamptz,
    FOREIGN KEY (user_id, organization_id) REFERENCES membership (user_id, organization_id)
        ON DELETE CASCADE
);
CREATE INDEX session_user_address ON session (user_id, address);
CREATE INDEX session_expires_at ON session (expires_at);

CREATE TABLE api_key (
    id              text        PRIMARY KEY CHECK (id ~ '^key_[0-9A-Za-z]{16,60}$'),
    organization_id text        NOT NULL REFERENCES organization (id),
    name            text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    mode            text        NOT NULL CHECK (mode IN ('live', 'test')),
    scopes          text[]      NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 50),
    prefix          text        NOT NULL CHECK (char_length(prefix) BETWEEN 8 AND 20),
    last_four       char(4)     NOT NULL,
    -- SHA-256 of the whole key; the key itself is kept nowhere.
    hash            bytea       NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    created_at      timestamptz NOT NULL,
    -- Null: made by an operator.
    created_by      text        REFERENCES user_account (id),
    expires_at      timestamptz,
    revoked_at      timestamptz,
    last_used_at    timestamptz,
    -- When the end of its life was last moved: what the replicas poll to forget a key in time.
    changed_at      timestamptz,
    -- The key this one replaces. Unique: a key is rolled once.
    rolled_from     text        UNIQUE REFERENCES api_key (id)
) WITH (fillfactor = 80);
CREATE INDEX api_key_organization ON api_key (organization_id, created_at DESC, id DESC);
CREATE INDEX api_key_changed_at ON api_key (changed_at DESC) WHERE changed_at IS NOT NULL;
CREATE INDEX api_key_created_by ON api_key (created_by);

-- Failed log-ins, counted in the database so that every replica and every restart sees them.
CREATE TABLE login_throttle (
    kind            text        NOT NULL CHECK (kind IN ('address', 'email', 'pair')),
    -- SHA-256 of what is counted: of bounded length, and no list of who tried to log in.
    subject         text        NOT NULL CHECK (subject ~ '^[0-9a-f]{64}$'),
    attempts        integer     NOT NULL CHECK (attempts >= 0),
    last_attempt_at timestamptz NOT NULL,
    blocked_until   timestamptz NOT NULL,
    PRIMARY KEY (kind, subject)
);
CREATE INDEX login_throttle_last_attempt_at ON login_throttle (last_attempt_at);
