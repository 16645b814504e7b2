package com.jagcall.messaging.number;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.messaging.number.NumbersClient.Owned;

/**
 * A number of ours and whose it is.
 *
 * @param agentId the agent that has it, or null
 * @param canSms whether messages can be sent from it and to it
 */
public record OwnNumber(String number, Tenant tenant, String agentId, boolean canSms) {

  /** A suspended number does not work, whatever it could do. */
  static OwnNumber of(Owned owned, Mode mode) {
    return new OwnNumber(
        owned.phoneNumber(),
        new Tenant(owned.organizationId(), mode),
        owned.agentId(),
        owned.capabilities().contains("sms")
            && (owned.status().equals("active") || owned.status().equals("grace")));
  }
}
