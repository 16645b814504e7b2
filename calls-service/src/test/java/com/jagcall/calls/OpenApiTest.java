package com.jagcall.calls;

import com.jagcall.common.testing.ApiContract;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {
  @Test
  void committedDocument_isWhatTheCodeSays() throws IOException {
    ApiContract.check();
  }
}
