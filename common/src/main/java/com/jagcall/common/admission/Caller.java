package com.jagcall.common.admission;

import com.jagcall.common.credential.Tenant;
import java.util.Set;

/**
 * Who sent a request, as the admission filter found out.
 *
 * @param id the API key ({@code key_…}), user ({@code usr_…}) or service that calls
 * @param tenant whose data it may touch; null for a service
 * @param roles scopes of a key or user; {@code service} and {@code service:<name>} of a service
 */
record Caller(String id, Tenant tenant, Set<String> roles) {
  /** Where the filter leaves it in the routing context. */
  static final String KEY = Caller.class.getName();

  static Caller service(String name) {
    return new Caller(name, null, Set.of("service", "service:" + name));
  }
}
