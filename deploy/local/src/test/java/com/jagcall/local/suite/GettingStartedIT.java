package com.jagcall.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jagcall.common.credential.ApiKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The programs of the documentation, unchanged but for key and base URL. */
class GettingStartedIT {
  private static ApiKey key;
  private static List<String> expected;

  @BeforeAll
  static void makeAgents() {
    key = Suite.organization().key();
    String first = create("Reception");
    String second = create("Sales – Zürich");
    expected = List.of("Sales – Zürich (" + second + ")", "Reception (" + first + ")");
  }

  private static String create(String name) {
    return Api.json(
            Api.send(Api.post(Suite.gateway(), "/v1/agents", key, "{\"name\":\"" + name + "\"}")))
        .get("id")
        .asText();
  }

  @Test
  void pythonProgram_printsOneLineForEachAgent() throws Exception {
    String program =
        """
        import requests
        API_KEY = "%s"
        BASE_URL = "%s/v1"
        response = requests.get(f"{BASE_URL}/agents",
            headers={"Authorization": f"Bearer {API_KEY}", "Content-Type": "application/json"})
        agents = response.json()
        for agent in agents["data"]:
            print(f"{agent['name']} ({agent['id']})")
        """;
    assumeRuns("python3 with requests", "/usr/bin/python3", "-c", "import requests");
    assertEquals(expected, run(program, "list.py", "/usr/bin/python3"));
  }

  @Test
  void javaScriptProgram_printsOneLineForEachAgent() throws Exception {
    String program =
        """
        const API_KEY = "%s";
        const BASE_URL = "%s/v1";
        const response = await fetch(`${BASE_URL}/agents`, {
          headers: { Authorization: `Bearer ${API_KEY}`, "Content-Type": "application/json" } });
        const { data: agents } = await response.json();
        agents.forEach((agent) => { console.log(`${agent.name} (${agent.id})`); });
        """;
    assumeRuns("node 18 or newer", "node", "-e", "fetch");
    assertEquals(expected, run(program, "list.mjs", "node"));
  }

  private static void assumeRuns(String what, String... command) throws InterruptedException {
    boolean runs;
    try {
      runs = new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException notThere) {
      runs = false;
    }
    if (!runs) {
      System.err.println("*** NOT TESTED: " + what + " is not installed ***");
    }
    assumeTrue(runs, what + " is not installed");
  }

  private static List<String> run(String program, String file, String command) throws Exception {
    Path script = Files.createTempDirectory("getting-started").resolve(file);
    Files.writeString(script, program.formatted(key.text(), Suite.gateway()));
    ProcessBuilder builder =
        new ProcessBuilder(command, script.toString()).redirectErrorStream(true);
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), output);
    return output.lines().toList();
  }
}
