package com.jagcall.common.admission;

import com.jagcall.common.credential.Tenant;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/**
 * Who sent the request that is being served. Only behind admission: {@code /v1}, {@code /internal}.
 */
@RequestScoped
public class CurrentCaller {
  @Inject CurrentVertxRequest request;

  /** Whose data this request may touch; only on {@code /v1}. */
  public Tenant tenant() {
    return caller().tenant();
  }

  /** The API key or user behind the request. */
  public String credentialId() {
    return caller().id();
  }

  /** The service behind the request, such as {@code billing-service}; only on {@code /internal}. */
  public String service() {
    return caller().id();
  }

  private Caller caller() {
    Caller caller = request.getCurrent().get(Caller.KEY);
    if (caller == null) {
      throw new IllegalStateException("no admission on this path");
    }
    return caller;
  }
}
