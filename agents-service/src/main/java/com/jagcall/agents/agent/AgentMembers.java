package com.jagcall.agents.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.member.Members;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.List;

/** What a request says of an agent. A new one starts from {@link AgentSettings#DEFAULTS}. */
@Singleton
public class AgentMembers extends Members<AgentSettings> {
  private static final List<String> READ_ONLY =
      List.of("id", "phone_number", "created_at", "updated_at");

  AgentMembers(ObjectMapper mapper, Validator validator) {
    super(AgentSettings.class, READ_ONLY, mapper, validator);
  }
}
