package com.jagcall.webhooks.testing;

import com.jagcall.common.testing.PostgresServer;

/** Lets time pass for a delivery or an endpoint, by moving what the database has planned for it. */
public record Clock(PostgresServer postgres) {

  /** Whatever is planned for an endpoint is due now. */
  public void passFor(String endpointId) {
    postgres.execute(
        """
        UPDATE webhooks.due SET due_at = now() - interval '1 second' WHERE endpoint_id = '%1$s';
        UPDATE webhooks.lane SET due_at = now(), open_until = NULL, revision = revision + 1
        WHERE endpoint_id = '%1$s'
        """
            .formatted(endpointId));
  }

  /** The endpoint has been failing for so many days. */
  public void failingSince(String endpointId, int days) {
    postgres.execute(
        "UPDATE webhooks.lane SET failing_since = now() - interval '%d days', revision = revision + 1"
                .formatted(days)
            + " WHERE endpoint_id = '"
            + endpointId
            + "'");
  }
}
