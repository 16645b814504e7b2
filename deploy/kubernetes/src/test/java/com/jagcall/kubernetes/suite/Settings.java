package com.jagcall.kubernetes.suite;

import com.jagcall.kubernetes.Repository;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings in a module's sources, as the environment variables that set them. */
final class Settings {
  private static final Pattern PROPERTY =
      Pattern.compile("@ConfigProperty\\(\\s*name = \"([^\"]+)\"");
  private static final Pattern MAPPING =
      Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)(.*)", Pattern.DOTALL);
  private static final Pattern MEMBER = Pattern.compile("\\n  [\\w<>., ]+ (\\w+)\\(\\);");

  private Settings() {}

  static Set<String> in(String module) {
    Set<String> variables = new TreeSet<>();
    for (Path file : Suite.sources(module)) {
      String source = Repository.read(file);
      Matcher property = PROPERTY.matcher(source);
      property.results().forEach(found -> variables.add(variable(found.group(1))));
      Matcher mapping = MAPPING.matcher(source);
      if (mapping.find()) {
        String prefix = mapping.group(1);
        Matcher member = MEMBER.matcher(mapping.group(2));
        member
            .results()
            .forEach(found -> variables.add(variable(prefix + "." + kebab(found.group(1)))));
      }
    }
    return variables;
  }

  /**
   * As MicroProfile Config maps names: upper case, an underscore for what is no letter or digit.
   */
  static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
