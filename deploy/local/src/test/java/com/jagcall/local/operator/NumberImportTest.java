package com.jagcall.local.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberImportTest {
  private static final String HEAD = "phone_number,type";
  private final List<String> parts = new ArrayList<>();

  /** Refuses each line that says so, as numbers-service does. */
  private JsonObject take(String part) {
    parts.add(part);
    List<String> lines = part.lines().toList();
    JsonArray refused = new JsonArray();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).startsWith("bad")) {
        refused.add(new JsonObject().put("line", i + 1).put("message", "is no number"));
      }
    }
    return new JsonObject()
        .put("imported", lines.size() - 1 - refused.size())
        .put("added", 1)
        .put("refused_count", refused.size())
        .put("refused", refused);
  }

  private static String table(int count) {
    return HEAD
        + "\n"
        + IntStream.range(0, count)
            .mapToObj(i -> i % 10 == 7 ? "bad " + i : "+1415555%04d,local".formatted(i))
            .collect(Collectors.joining("\n"));
  }

  @Test
  void longTable_isSentInPartsThatEachBeginWithTheFirstLine() {
    String report = new NumberImport(this::take).run(table(100), 300);
    assertTrue(parts.size() > 5, parts::toString);
    for (String part : parts) {
      assertTrue(part.length() <= 300 && part.startsWith(HEAD + "\n"), part);
    }
    String rejoined =
        parts.stream().map(part -> part.substring(HEAD.length())).collect(Collectors.joining());
    assertEquals(table(100), HEAD + rejoined);
    assertEquals(
        "90 numbers imported, " + parts.size() + " of them new, 10 lines refused",
        report.lines().findFirst().orElse(""));
  }

  @Test
  void refusedLines_areNamedAsTheyStandInTheFile() {
    String report = new NumberImport(this::take).run(table(30), 100);
    assertEquals(
        List.of("line 9: is no number", "line 19: is no number", "line 29: is no number"),
        report.lines().skip(1).toList());
  }

  @Test
  void emptyTable_isSentNevertheless() {
    new NumberImport(this::take).run(HEAD, 100);
    assertEquals(List.of(HEAD + "\n"), parts);
  }
}
