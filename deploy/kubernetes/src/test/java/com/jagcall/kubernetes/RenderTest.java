package com.jagcall.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.kubernetes.model.Cluster;
import com.jagcall.kubernetes.render.Kubectl;
import com.jagcall.kubernetes.render.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the overlays render to is what Kubernetes takes. */
class RenderTest {
  @ParameterizedTest
  @EnumSource
  void everyDocument_hasOnlyFieldsThatItsKindKnows(Overlays overlay) {
    assertEquals("jagcall", overlay.cluster().objects().get(0).getMetadata().getNamespace());
  }

  /** Where kubectl is not there, the other tests rest on the renderer that this one compares. */
  @ParameterizedTest
  @EnumSource
  void ourRenderer_makesWhatKubectlMakes(Overlays overlay) {
    assumeTrue(Kubectl.isThere(), "no kubectl with kustomize 5 or newer on this machine");

    Map<String, JsonNode> theirs = byId(Kubectl.render(overlay.path()));
    Map<String, JsonNode> ours = byId(Renderer.render(overlay.path()));
    assertEquals(theirs.keySet(), ours.keySet());
    theirs.forEach((id, document) -> assertEquals(document, ours.get(id), id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "namePrefix: x-",
        "images: [{name: a, newTag: b}]",
        "patches: [{patch: 'metadata: {name: a}'}]",
        "configMapGenerator: [{name: a, behavior: replace}]",
        "replacements: [{source: {kind: A, name: b, fieldPath: c}, targets: [{create: true}]}]"
      })
  void featureThatIsNotKnown_isRefused(String feature, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("kustomization.yaml"), "kind: Kustomization\n" + feature);

    assertThrows(IllegalArgumentException.class, () -> Renderer.render(folder));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replica: 1}}",
        "{apiVersion: v1, kind: Service, metadata: {nmae: a}}",
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{prot: 1}]}}",
        "{apiVersion: v1, kind: Secret, metadata: {name: a}}"
      })
  void fieldOrKindThatIsNotKnown_isRefused(String document) {
    assertThrows(
        IllegalArgumentException.class, () -> Cluster.of(List.of(Yaml.document(document))));
  }

  @Test
  void keyThatStandsTwice_isRefused() {
    assertThrows(RuntimeException.class, () -> Yaml.document("a: 1\na: 2"));
  }

  private static Map<String, JsonNode> byId(List<JsonNode> documents) {
    Map<String, JsonNode> byId = new TreeMap<>();
    for (JsonNode document : documents) {
      String id = document.get("kind").asText() + "/" + document.at("/metadata/name").asText();
      assertEquals(null, byId.put(id, document), id);
    }
    return byId;
  }
}
