package com.jagcall.webhooks.event;

import com.jagcall.common.credential.Tenant;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An event to be stored and delivered, as {@link Intake} hands it to PostgreSQL.
 *
 * @param n its place among those that are stored together
 * @param key the aggregate it happened to: first attempts of one key are made in order
 * @param agentId whose URL hears of it too, or null
 * @param body what is posted
 * @param notFor an endpoint that does not hear of it, or null
 */
@RegisterForReflection
record NewEvent(
    int n,
    String id,
    String organizationId,
    String mode,
    String type,
    String key,
    String agentId,
    String body,
    String notFor) {

  static NewEvent of(Tenant tenant, String id, String type, String key, String body) {
    return new NewEvent(
        0, id, tenant.organizationId(), tenant.mode().wire(), type, key, null, body, null);
  }

  NewEvent exceptFor(String endpointId) {
    return new NewEvent(n, id, organizationId, mode, type, key, agentId, body, endpointId);
  }
}
