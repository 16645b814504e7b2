package com.jagcall.calls.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation that was written down beforehand: what may be said at each step, and the answer.
 * From the same file come the answers of {@link ScriptedModel} and the grammar by which the offline
 * recogniser listens.
 */
public final class Scenario {
  /** The demonstration: an appointment with a dentist. */
  public static final String APPOINTMENT = "appointment.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String START = "start";

  private final Map<String, String> rules = new LinkedHashMap<>();
  private final List<Line> anywhere;
  private final Map<String, List<Line>> steps = new LinkedHashMap<>();
  private final String notUnderstood;

  private record Line(
      String says, Phrase phrase, String reply, String next, String tool, String withoutTool) {}

  /**
   * An answer.
   *
   * @param step where the conversation is then
   * @param tool to be used with it; null: none
   * @param withoutTool what to say when there is no such tool; null: the same
   */
  record Reply(String text, String step, String tool, String withoutTool) {}

  private Scenario(JsonNode json) {
    json.path("rules")
        .properties()
        .forEach(rule -> rules.put(rule.getKey(), rule.getValue().asText()));
    anywhere = lines(json.path("anywhere"));
    json.path("steps")
        .properties()
        .forEach(step -> steps.put(step.getKey(), lines(step.getValue())));
    notUnderstood = json.path("not_understood").asText();
  }

  /** Reads one of those that come with the service. */
  public static Scenario load(String name) {
    try (InputStream file = Scenario.class.getResourceAsStream(name)) {
      return new Scenario(JSON.readTree(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Line> lines(JsonNode json) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : json) {
      String says = line.path("says").asText();
      lines.add(
          new Line(
              says,
              Phrase.of(says, rules),
              line.path("reply").asText(),
              line.path("next").asText(null),
              line.path("tool").asText(null),
              line.path("without_tool").asText(null)));
    }
    return lines;
  }

  /** The grammar of all that may be said, in JSGF 1.0. */
  public String grammar() {
    StringBuilder grammar = new StringBuilder("#JSGF V1.0;\ngrammar scenario;\n");
    rules.forEach((name, text) -> grammar.append('<' + name + "> = " + text + ";\n"));
    List<String> all = new ArrayList<>();
    anywhere.forEach(line -> all.add(line.says()));
    steps.values().forEach(lines -> lines.forEach(line -> all.add(line.says())));
    grammar.append("public <said> = ");
    grammar.append(
        String.join("\n  | ", all.stream().distinct().map(says -> "(" + says + ")").toList()));
    return grammar.append(";\n").toString();
  }

  /** What to answer when this was said after all that. */
  Reply reply(List<String> saidBefore, String said) {
    String step = START;
    for (String before : saidBefore) {
      step = reply(step, before).step();
    }
    return reply(step, said);
  }

  private Reply reply(String step, String said) {
    String plain = said.toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]", " ").strip();
    List<Line> lines = new ArrayList<>(steps.get(step));
    lines.addAll(anywhere);
    // Who answers ahead, or comes back to something, is understood too.
    steps.values().forEach(lines::addAll);
    for (Line line : lines) {
      Optional<Map<String, String>> values = line.phrase().match(plain);
      if (values.isPresent()) {
        return new Reply(
            fill(line.reply(), values.get()),
            line.next() == null ? step : line.next(),
            line.tool(),
            line.withoutTool());
      }
    }
    return new Reply(notUnderstood, step, null, null);
  }

  private static String fill(String reply, Map<String, String> values) {
    String filled = reply;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return Character.toUpperCase(filled.charAt(0)) + filled.substring(1);
  }
}
