package com.jagcall.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The committed {@code openapi.yaml} of a service against what its code says.
 *
 * <p>After a wanted change: {@code mvn test -pl <service> -am -Dopenapi.update=true}.
 */
public final class ApiContract {
  private static final Path GENERATED = Path.of("target", "openapi", "openapi.yaml");
  private static final Path COMMITTED = Path.of("openapi.yaml");

  private ApiContract() {}

  /** Compares, or with {@code -Dopenapi.update=true} writes, the committed file. */
  public static void check() throws IOException {
    String generated = Files.readString(GENERATED);
    if (Boolean.getBoolean("openapi.update")) {
      Files.writeString(COMMITTED, generated);
    }
    assertEquals(
        generated,
        Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "",
        "openapi.yaml differs from the code: if that is wanted, run the tests with"
            + " -Dopenapi.update=true and commit it");
  }
}
