package com.jagcall.accounts;

import com.jagcall.common.testing.WiringContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class WiringTest implements WiringContract {}
