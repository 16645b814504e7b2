package com.jagcall.calls.sip;

/** Where a trunk wants to read the caller's number. */
public enum CallerId {
  /** In From alone. */
  FROM,
  /** In P-Asserted-Identity (RFC 3325); From names our account there, if there is one. */
  P_ASSERTED_IDENTITY,
  /** In P-Preferred-Identity (RFC 3325); From names our account there, if there is one. */
  P_PREFERRED_IDENTITY,
  /** In Remote-Party-ID, which older gateways read; From as well. */
  REMOTE_PARTY_ID
}
