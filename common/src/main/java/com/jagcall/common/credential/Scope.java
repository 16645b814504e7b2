package com.jagcall.common.credential;

import java.util.List;

/** What a credential may do. A scope is a role to {@code @RolesAllowed}. */
public final class Scope {
  public static final String AGENTS_READ = "agents:read";
  public static final String AGENTS_WRITE = "agents:write";
  public static final String CALLS_READ = "calls:read";
  public static final String CALLS_WRITE = "calls:write";
  public static final String SMS_READ = "sms:read";
  public static final String SMS_WRITE = "sms:write";
  public static final String NUMBERS_READ = "numbers:read";
  public static final String NUMBERS_WRITE = "numbers:write";
  public static final String BILLING_READ = "billing:read";
  public static final String WEBHOOKS_READ = "webhooks:read";
  public static final String WEBHOOKS_WRITE = "webhooks:write";

  /** Every scope, in the order in which people read them. */
  public static final List<String> ALL =
      List.of(
          AGENTS_READ,
          AGENTS_WRITE,
          CALLS_READ,
          CALLS_WRITE,
          SMS_READ,
          SMS_WRITE,
          NUMBERS_READ,
          NUMBERS_WRITE,
          BILLING_READ,
          WEBHOOKS_READ,
          WEBHOOKS_WRITE);

  private Scope() {}
}
