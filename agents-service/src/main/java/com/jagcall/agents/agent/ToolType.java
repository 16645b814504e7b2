package com.jagcall.agents.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a tool does when the model uses it in a call. */
@RegisterForReflection
public enum ToolType {
  /** Sends the model's arguments to a URL and gives the answer back to it. */
  HTTP("http"),
  /** Hangs up. */
  END_CALL("end_call"),
  /** Connects the caller to another number. */
  TRANSFER_CALL("transfer_call"),
  /** Plays keypad tones. */
  SEND_DTMF("send_dtmf"),
  /** Sends a text message. */
  SEND_SMS("send_sms");

  private final String wire;

  ToolType(String wire) {
    this.wire = wire;
  }

  /** How it is written in JSON. */
  @JsonValue
  public String wire() {
    return wire;
  }
}
