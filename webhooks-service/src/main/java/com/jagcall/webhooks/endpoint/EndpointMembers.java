package com.jagcall.webhooks.endpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.member.Members;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.List;

/** What a request says of an endpoint. A new one starts from {@link EndpointSettings#DEFAULTS}. */
@Singleton
class EndpointMembers extends Members<EndpointSettings> {
  private static final List<String> READ_ONLY =
      List.of(
          "id",
          "agent_id",
          "secret",
          "disabled_reason",
          "failing_since",
          "previous_secret_expires_at",
          "created_at",
          "updated_at");

  EndpointMembers(ObjectMapper mapper, Validator validator) {
    super(EndpointSettings.class, READ_ONLY, mapper, validator);
  }
}
