package com.jagcall.common.token;

import com.jagcall.common.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;

/** The headers of one service's request to another: who calls, and on behalf of which request. */
public abstract class ServiceCall implements ClientHeadersFactory {
  private final String audience;

  @Inject Tokens tokens;

  protected ServiceCall(String audience) {
    this.audience = audience;
  }

  @Override
  public MultivaluedMap<String, String> update(
      MultivaluedMap<String, String> incoming, MultivaluedMap<String, String> outgoing) {
    MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    headers.putSingle("Authorization", "Bearer " + tokens.service(audience));
    headers.putSingle(RequestId.HEADER, RequestId.current());
    return headers;
  }

  /** To accounts-service, which every service asks about credentials. */
  @ApplicationScoped
  public static class ToAccounts extends ServiceCall {
    public ToAccounts() {
      super("accounts-service");
    }
  }
}
