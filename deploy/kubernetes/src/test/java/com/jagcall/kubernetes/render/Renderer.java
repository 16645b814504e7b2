package com.jagcall.kubernetes.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.kubernetes.Repository;
import com.jagcall.kubernetes.Yaml;
import com.jagcall.kubernetes.render.Kustomization.Generator;
import com.jagcall.kubernetes.render.Kustomization.Patch;
import com.jagcall.kubernetes.render.Kustomization.Replacement;
import com.jagcall.kubernetes.render.Kustomization.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code kubectl kustomize} does, for machines that have no kubectl: those of its features
 * that this project uses, and a refusal for everything else. Where kubectl is there, a test
 * compares the two.
 */
public final class Renderer {
  private static final Set<String> NAMES_OF_CONFIG_MAPS =
      Set.of("configMap", "configMapRef", "configMapKeyRef");

  private Renderer() {}

  /** The objects that an overlay makes, in no particular order. */
  public static List<JsonNode> render(Path overlay) {
    List<Resource> resources = new ArrayList<>();
    accumulate(overlay, resources);
    resources.removeIf(Resource::isLocal);
    addHashes(resources);
    return resources.stream().map(resource -> (JsonNode) resource.tree).toList();
  }

  /** In kustomize's order: resources, components, generators, patches, namespace, replacements. */
  private static void accumulate(Path folder, List<Resource> resources) {
    Kustomization kustomization =
        Yaml.as(
            Kustomization.class,
            Yaml.document(Repository.read(folder.resolve("kustomization.yaml"))));
    for (String name : kustomization.resources()) {
      read(folder.resolve(name), resources);
    }
    for (String name : kustomization.components()) {
      // A component works on what is there already, not on a set of its own.
      accumulate(folder.resolve(name), resources);
    }
    kustomization.configMapGenerator().forEach(generator -> generate(generator, folder, resources));
    kustomization.patches().forEach(patch -> apply(patch, resources));
    if (kustomization.namespace() != null) {
      resources.forEach(resource -> setNamespace(resource, kustomization.namespace()));
    }
    kustomization.replacements().forEach(replacement -> apply(replacement, resources));
  }

  private static void read(Path path, List<Resource> resources) {
    List<Resource> found = new ArrayList<>();
    if (Files.isDirectory(path)) {
      accumulate(path, found);
    } else {
      for (JsonNode document : Yaml.documents(Repository.read(path))) {
        found.add(new Resource((ObjectNode) document, false));
      }
    }
    for (Resource resource : found) {
      if (resources.stream().anyMatch(other -> other.id().equals(resource.id()))) {
        throw new IllegalArgumentException(resource.id() + " is there already: " + path);
      }
      resources.add(resource);
    }
  }

  private static void generate(Generator generator, Path folder, List<Resource> resources) {
    Map<String, String> data = new TreeMap<>();
    for (String file : generator.files()) {
      data.put(Path.of(file).getFileName().toString(), Repository.read(folder.resolve(file)));
    }
    for (String file : generator.envs()) {
      Repository.read(folder.resolve(file))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> putLiteral(data, line));
    }
    generator.literals().forEach(line -> putLiteral(data, line));
    if (generator.behavior() == null) {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      map.put("apiVersion", "v1").put("kind", "ConfigMap");
      map.putObject("metadata").put("name", generator.name());
      map.putObject("data");
      resources.add(new Resource(map, true));
    }
    ObjectNode target =
        (ObjectNode) only(resources, "ConfigMap", generator.name()).tree.get("data");
    data.forEach(target::put);
  }

  private static void putLiteral(Map<String, String> data, String line) {
    String[] parts = line.split("=", 2);
    if (parts.length != 2 || !parts[0].equals(parts[0].strip())) {
      throw new IllegalArgumentException("not NAME=value: " + line);
    }
    data.put(parts[0], parts[1]);
  }

  private static void apply(Patch patch, List<Resource> resources) {
    JsonNode content = Yaml.document(patch.patch());
    if (content.isArray()) {
      resources.stream()
          .filter(patch.target()::selects)
          .forEach(resource -> JsonPatch.apply(content, resource.tree));
    } else if (content.path("$patch").asText().equals("delete")) {
      resources.removeIf(patch.target()::selects);
    } else {
      throw new IllegalArgumentException("only JSON patches and deletions are known: " + content);
    }
  }

  private static void setNamespace(Resource resource, String namespace) {
    String field = resource.kind().equals("Namespace") ? "name" : "namespace";
    resource.metadata().put(field, namespace);
  }

  private static void apply(Replacement replacement, List<Resource> resources) {
    Resource source = only(resources, replacement.source().kind(), replacement.source().name());
    String value = FieldPath.of(replacement.source().fieldPath()).read(source.tree);
    for (Target target : replacement.targets()) {
      for (Resource resource : resources) {
        if (target.select().selects(resource)
            && target.reject().stream().noneMatch(reject -> reject.selects(resource))) {
          for (String path : target.fieldPaths()) {
            FieldPath.of(path).change(resource.tree, old -> replaced(old, value, target));
          }
        }
      }
    }
  }

  private static String replaced(String old, String value, Target target) {
    if (target.options() == null) {
      return value;
    }
    String delimiter = target.options().delimiter();
    List<String> parts = new ArrayList<>(Arrays.asList(old.split(quoted(delimiter), -1)));
    int index = target.options().index();
    if (index < 0) {
      parts.add(0, value);
    } else if (index >= parts.size()) {
      parts.add(value);
    } else {
      parts.set(index, value);
    }
    return String.join(delimiter, parts);
  }

  private static String quoted(String delimiter) {
    return java.util.regex.Pattern.quote(delimiter);
  }

  private static Resource only(List<Resource> resources, String kind, String name) {
    List<Resource> found =
        resources.stream().filter(resource -> resource.id().equals(kind + "/" + name)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(found.size() + " of " + kind + "/" + name);
    }
    return found.get(0);
  }

  private static void addHashes(List<Resource> resources) {
    for (Resource resource : resources) {
      if (resource.hashed) {
        String name = resource.name();
        String hashed = name + "-" + NameHash.of(resource.tree.get("data"));
        resource.metadata().put("name", hashed);
        resources.forEach(other -> rename(other.tree, name, hashed));
      }
    }
  }

  private static void rename(JsonNode node, String name, String hashed) {
    node.properties()
        .forEach(
            field -> {
              if (NAMES_OF_CONFIG_MAPS.contains(field.getKey())
                  && field.getValue().path("name").asText().equals(name)) {
                ((ObjectNode) field.getValue()).put("name", hashed);
              }
            });
    node.forEach(child -> rename(child, name, hashed));
  }
}
