package com.jagcall.accounts;

import com.jagcall.common.testing.ApiContract;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiContractTest {
  @Test
  void openapiFile_saysWhatTheCodeDoes() throws IOException {
    ApiContract.check();
  }
}
