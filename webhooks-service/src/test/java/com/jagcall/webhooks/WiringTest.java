package com.jagcall.webhooks;

import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.DnsDouble;
import com.jagcall.common.testing.WiringContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Also gives every test of this service its backends. */
@QuarkusTest
@QuarkusTestResource(DnsDouble.class)
@QuarkusTestResource(
    value = Backends.class,
    initArgs = @ResourceArg(name = "database", value = "webhooks"))
class WiringTest implements WiringContract {
  @Override
  public String guardedPath() {
    return "/v1/webhooks/endpoints";
  }
}
