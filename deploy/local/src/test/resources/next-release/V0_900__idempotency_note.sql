-- And one of common's, whose number is lower than any of a service.
ALTER TABLE idempotency_key ADD COLUMN note text;
