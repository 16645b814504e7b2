package com.jagcall.webhooks.event;

import com.jagcall.common.credential.Tenant;

/**
 * An event to be stored and delivered.
 *
 * @param key the aggregate it happened to: first attempts of one key are made in order
 * @param body what is posted
 */
record NewEvent(String id, String key, String body, Audience audience) {

  /**
   * What decides who hears of it.
   *
   * @param agentId whose URL hears of it too, or null
   * @param notFor an endpoint that does not hear of it, or null
   */
  record Audience(String organizationId, String mode, String type, String agentId, String notFor) {}

  static NewEvent of(Tenant tenant, String id, String type, String key, String body) {
    return new NewEvent(
        id,
        key,
        body,
        new Audience(tenant.organizationId(), tenant.mode().wire(), type, null, null));
  }

  NewEvent exceptFor(String endpointId) {
    return new NewEvent(
        id,
        key,
        body,
        new Audience(
            audience.organizationId(),
            audience.mode(),
            audience.type(),
            audience.agentId(),
            endpointId));
  }
}
