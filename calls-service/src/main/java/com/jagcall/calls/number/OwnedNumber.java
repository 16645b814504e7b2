package com.jagcall.calls.number;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A phone number and whose it is.
 *
 * @param agentId the agent that answers it; null: none
 * @param capabilities {@code voice}, {@code sms}
 * @param status {@code active}, {@code grace}: it works; {@code suspended}: it does not
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record OwnedNumber(
    String id,
    String phoneNumber,
    String organizationId,
    Mode mode,
    String agentId,
    List<String> capabilities,
    String status) {

  /** Whose it is. */
  public Tenant tenant() {
    return new Tenant(organizationId, mode);
  }

  /** Whether calls can be made from and to it now. */
  public boolean canCall() {
    return capabilities.contains("voice") && !"suspended".equals(status);
  }
}
