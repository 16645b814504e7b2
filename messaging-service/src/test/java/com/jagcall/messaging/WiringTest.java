package com.jagcall.messaging;

import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.WiringContract;
import com.jagcall.messaging.testing.Peers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Also gives every test of this service its backends. */
@QuarkusTest
@QuarkusTestResource(
    value = Backends.class,
    initArgs = {
      @ResourceArg(name = "database", value = "messaging"),
      @ResourceArg(name = "receivers", value = "webhooks-service")
    })
@QuarkusTestResource(Peers.class)
class WiringTest implements WiringContract {
  @Override
  public String guardedPath() {
    return "/v1/sms";
  }
}
