package com.jagcall.local.operator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Sends a table of numbers in parts that a service takes, each under the table's first line. */
final class NumberImport {
  private static final int MAX_SHOWN = 100;

  private final Function<String, JsonObject> send;
  private final List<String> refusals = new ArrayList<>();
  private int added;
  private int imported;
  private int refused;

  NumberImport(Function<String, JsonObject> send) {
    this.send = send;
  }

  /** Answers the report. */
  String run(String table, int maxCharacters) {
    List<String> lines = table.lines().toList();
    String head = lines.isEmpty() ? "" : lines.get(0);
    int start = Math.min(1, lines.size());
    do {
      int end = start;
      int characters = head.length();
      while (end < lines.size() && characters + lines.get(end).length() < maxCharacters) {
        characters += lines.get(end).length() + 1;
        end++;
      }
      // A line that is too long for any part is for the service to refuse.
      end = Math.min(Math.max(end, start + 1), lines.size());
      add(send.apply(head + "\n" + String.join("\n", lines.subList(start, end))), start - 1);
      start = end;
    } while (start < lines.size());
    return report();
  }

  private void add(JsonObject answer, int linesBefore) {
    added += answer.getInteger("added");
    imported += answer.getInteger("imported");
    refused += answer.getInteger("refused_count");
    for (Object each : answer.getJsonArray("refused", new JsonArray())) {
      JsonObject refusal = (JsonObject) each;
      if (refusals.size() < MAX_SHOWN) {
        refusals.add(
            "line %d: %s"
                .formatted(refusal.getInteger("line") + linesBefore, refusal.getString("message")));
      }
    }
  }

  private String report() {
    List<String> report = new ArrayList<>();
    report.add(
        "%d numbers imported, %d of them new, %d lines refused"
            .formatted(imported, added, refused));
    report.addAll(refusals);
    if (refused > refusals.size()) {
      report.add("… and %d more".formatted(refused - refusals.size()));
    }
    return String.join("\n", report);
  }
}
