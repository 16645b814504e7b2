-- What is made of a call's transcript when the call is over: a summary, and the data that its agent asks for.

-- Until it is finished, a row is a task: who works on it has taken one of its attempts and set when it is due again, so that
-- what a killed replica was at is found by the others.
create table call_summary (
  call_id          text        not null primary key references call (id) on delete cascade,
  -- The agent that the call was made with; forgotten when all is done.
  agent            json,
  attempts         integer     not null default 0 check (attempts >= 0),
  due_at           timestamptz not null,
  finished_at      timestamptz,
  status           text        check (status in ('ready', 'failed', 'none')),
  summary          text        check (length(summary) between 1 and 4000),
  source           text        check (source in ('model', 'transcript')),
  extracted        json        check (json_typeof(extracted) = 'object'),
  extraction_error text        check (length(extraction_error) between 1 and 40),
  check ((finished_at is null) = (agent is not null)),
  check ((finished_at is null) = (status is null)),
  check ((status = 'ready') = (summary is not null)),
  check ((summary is null) = (source is null))
);

create index call_summary_due on call_summary (due_at) where finished_at is null;
