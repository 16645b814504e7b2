package com.jagcall.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first minutes of a developer, through the gateway: log in, make a key, make an agent. */
@NeedsDocker
class GettingStartedIT {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf_token\" value=\"([^\"]+)\"");
  private static final Pattern NEW_KEY = Pattern.compile("id=\"new-key\"[^>]*>(jc_live_\\w+)<");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI gateway = Suite.get().gatewayUrl();
  private final HttpClient browser =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(Redirect.NORMAL)
          .cookieHandler(new CookieManager())
          .build();

  @Test
  void keyFromTheDashboard_makesAndListsAgents() throws Exception {
    logIn();
    String key = createKey();
    JsonNode created = api(key, "POST", "{\"name\": \"Reception\"}", 201);
    JsonNode listed = api(key, "GET", "", 200);
    assertEquals(created.get("id"), listed.at("/data/0/id"));
    assertEquals("Reception", listed.at("/data/0/name").asText());
  }

  @Test
  void internalPaths_areNotRouted() throws Exception {
    assertEquals(404, get("/internal/api-keys").statusCode());
    assertEquals(404, get("/q/health/ready").statusCode());
  }

  private void logIn() throws Exception {
    String page =
        submit(
            "/login",
            get("/login").body(),
            Map.of("next", "", "email", Suite.OWNER, "password", Suite.get().ownerPassword()));
    assertTrue(page.contains("Getting started"), page);
  }

  private String createKey() throws Exception {
    String form = get("/settings/api-keys/new").body();
    String page =
        submit(
            "/settings/api-keys",
            form,
            Map.of(
                "name", "Backend Server",
                "mode", "live",
                "scopes", "agents:read,agents:write",
                "expires_in_days", ""));
    return found(NEW_KEY, page);
  }

  /** Sends a form as a browser does; a value with a comma is several fields of one name. */
  private String submit(String path, String page, Map<String, String> fields) throws Exception {
    Stream<String> pairs =
        fields.entrySet().stream()
            .flatMap(field -> Stream.of(field.getValue().split(",")).map(v -> pair(field, v)));
    String csrf = "csrf_token=" + encode(found(CSRF, page));
    String body = Stream.concat(Stream.of(csrf), pairs).collect(Collectors.joining("&"));
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(gateway.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return answer.body();
  }

  private static String pair(Entry<String, String> field, String value) {
    return field.getKey() + "=" + encode(value);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String found(Pattern pattern, String page) {
    Matcher matcher = pattern.matcher(page);
    assertTrue(matcher.find(), () -> pattern + " is not in " + page);
    return matcher.group(1);
  }

  private JsonNode api(String key, String method, String body, int status) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(gateway.resolve("/v1/agents"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    assertEquals(status, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(gateway.resolve(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return browser.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
  }
}
