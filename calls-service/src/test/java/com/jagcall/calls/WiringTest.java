package com.jagcall.calls;

import com.jagcall.calls.testing.Peers;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.WiringContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Also gives every test of this service its backends. */
@QuarkusTest
@QuarkusTestResource(
    value = Backends.class,
    initArgs = {
      @ResourceArg(name = "database", value = "calls"),
      @ResourceArg(name = "receivers", value = "webhooks-service")
    })
@QuarkusTestResource(Peers.class)
class WiringTest implements WiringContract {
  @Override
  public String guardedPath() {
    return "/v1/calls";
  }
}
