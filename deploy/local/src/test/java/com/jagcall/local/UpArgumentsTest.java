package com.jagcall.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.local.stack.StackOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpArgumentsTest {

  private static final Path REPOSITORY = Path.of("/clone");

  private static StackOptions parse(String arguments) {
    return UpArguments.parse(
        arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")), REPOSITORY);
  }

  @Test
  void nothingSaid_isOneOfEachOnPort8080() {
    StackOptions options = parse("");
    assertEquals(8080, options.port());
    assertEquals(Path.of("/clone/deploy/local/data"), options.dataFolder());
    assertEquals(Map.of(), options.replicas());
    assertEquals(Optional.empty(), options.devService());
    assertFalse(options.fresh());
  }

  @Test
  void everyOption_isTaken() {
    StackOptions options =
        parse(
            "--fresh --port 9000 --replicas agents=2 --replicas accounts=3 --data /d --dev calls");
    assertTrue(options.fresh());
    assertEquals(9000, options.port());
    assertEquals(Map.of("agents", 2, "accounts", 3), options.replicas());
    assertEquals(Path.of("/d"), options.dataFolder());
    assertEquals(Optional.of("calls"), options.devService());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nope",
        "agents",
        "--port",
        "--port 0",
        "--port 65536",
        "--port -1",
        "--port eighty",
        "--replicas agents",
        "--replicas agents=",
        "--replicas agents=0",
        "--replicas agents=9",
        "--replicas =2",
        "--dev",
        "--dev agents --replicas agents=2"
      })
  void nonsense_isOneLineThatSaysSo(String arguments) {
    StackException failure = assertThrows(StackException.class, () -> parse(arguments));
    assertFalse(failure.getMessage().contains("\n"));
    assertTrue(
        failure.getMessage().matches(".*(see up --help|takes|leave out).*"), failure.getMessage());
  }
}
