package com.jagcall.common.admission;

import com.jagcall.common.credential.Tenant;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** Who sent the request that is being served. Only behind admission: on {@code /v1} paths. */
@RequestScoped
public class CurrentCaller {
  @Inject CurrentVertxRequest request;

  /** Whose data this request may touch. */
  public Tenant tenant() {
    return caller().tenant();
  }

  /** The API key or user behind the request. */
  public String credentialId() {
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
