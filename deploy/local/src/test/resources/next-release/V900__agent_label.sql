-- Stands for what a next release may bring: what this one need not know.
ALTER TABLE agent ADD COLUMN priority integer NOT NULL DEFAULT 0;
ALTER TABLE agent ADD COLUMN label text;

CREATE TABLE agent_label (
  agent_id text NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
  label    text NOT NULL,
  PRIMARY KEY (agent_id, label)
);
