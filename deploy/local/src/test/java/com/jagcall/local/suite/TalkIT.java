package com.jagcall.local.suite;

import static com.jagcall.local.suite.Chromium.picture;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.local.suite.Suite.Organization;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent is tried out without a phone, in a real Chromium with something to hear. */
class TalkIT {
  private static final String SENTENCE = "i would like to make an appointment";
  private static final Pattern CALL = Pattern.compile("call_[A-Za-z0-9]+");

  /** The sentence comes every ten seconds; a busy machine may miss the first ones. */
  private static final ContainsTextOptions SOME_SENTENCES =
      new ContainsTextOptions().setTimeout(60_000);

  private static Chromium chromium;
  private static ApiKey key;
  private static String agent;

  @BeforeAll
  static void openBrowser() throws SQLException {
    chromium = Chromium.open(Microphone.saying(SENTENCE, 3, 5));
    key = firstOrganization().key();
    agent =
        Api.json(
                Api.send(
                    Api.post(
                        Suite.gateway(),
                        "/v1/agents",
                        key,
                        "{\"name\":\"Dentist\",\"first_message\":\"Hello, this is the dentist.\"}")))
            .get("id")
            .asText();
  }

  private static Organization firstOrganization() throws SQLException {
    String sql = "SELECT id, tag FROM accounts.organization ORDER BY created_at LIMIT 1";
    Suite.stack();
    try (Connection database = Suite.connect();
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return new Organization(rows.getString(1), rows.getString(2));
    }
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Page open(BrowserContext context) {
    Page page = context.newPage();
    Chromium.logIn(page);
    page.navigate(Suite.gateway() + "/agents");
    page.locator("a[href='/agents/live/" + agent + "']").click();
    assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("Dentist");
    return page;
  }

  private static BrowserContext context(int width, int height) {
    return chromium
        .browser()
        .newContext(new Browser.NewContextOptions().setViewportSize(width, height));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void talkingIntoTheMicrophone_onADesk() {
    talk(1280, 800);
  }

  @Test
  void talkingIntoTheMicrophone_onAPhone() {
    talk(390, 844);
  }

  private static void talk(int width, int height) {
    try (BrowserContext context = context(width, height)) {
      Page page = open(context);
      picture(page, "agent");
      button(page, "Talk to this agent").click();
      assertThat(page.locator("[data-talk=status]")).containsText("The agent hears you.");
      // The browser works on what it hears, and the demonstration's ears are not the best.
      assertThat(page.locator(".talk-lines .caller").first())
          .containsText("to make an appointment", SOME_SENTENCES);
      assertThat(page.locator(".talk-lines"))
          .containsText("Of course. Which day would you like?", SOME_SENTENCES);
      assertThat(page.locator("[data-talk=offline]")).isVisible();
      picture(page, "talk");
      button(page, "Hang up").click();
      JsonNode call = kept(page, "browser");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  get("/v1/calls/" + call.get("id").asText())
                      .get("recording_available")
                      .asBoolean());
      picture(page, "talk-over");
    }
  }

  @Test
  void chatting_onADesk() {
    chat(1280, 800);
  }

  @Test
  void chatting_onAPhone() {
    chat(390, 844);
  }

  private static void chat(int width, int height) {
    try (BrowserContext context = context(width, height)) {
      Page page = open(context);
      button(page, "Chat").click();
      Locator lines = page.locator(".talk-lines");
      assertThat(lines).containsText("Hello, this is the dentist.");
      page.getByLabel("What you write to the agent").fill("I would like to make an appointment");
      button(page, "Send").click();
      assertThat(lines).containsText("Of course. Which day would you like?");
      page.getByLabel("What you write to the agent").fill("<b>monday</b>");
      page.keyboard().press("Enter");
      assertThat(lines).containsText("<b>monday</b>");
      picture(page, "chat");
      button(page, "Hang up").click();
      kept(page, "chat");
    }
  }

  /** The call that the page names, as the API has it. */
  private static JsonNode kept(Page page, String channel) {
    Locator status = page.locator("[data-talk=status]");
    assertThat(status).containsText("You hung up. The transcript is kept as call_");
    Matcher id = CALL.matcher(status.textContent());
    assertTrue(id.find());
    JsonNode call =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> get("/v1/calls/" + id.group()),
                found -> found.get("status").asText().equals("completed"));
    assertEquals(channel, call.get("channel").asText(), call.toString());
    assertTrue(call.get("test").asBoolean(), call.toString());
    assertEquals("0.0000", call.get("cost").asText(), call.toString());
    JsonNode transcript = get("/v1/calls/" + id.group() + "/transcript");
    assertTrue(transcript.get("test").asBoolean(), transcript.toString());
    assertTrue(
        transcript.findValuesAsText("speaker").containsAll(List.of("agent", "caller")),
        transcript.toString());
    return call;
  }

  private static JsonNode get(String path) {
    return Api.json(Api.send(Api.request(Suite.gateway(), path, key)));
  }

  @Test
  void microphoneRefused_saysWhatToDo() {
    try (BrowserContext context = context(390, 844)) {
      context.addInitScript(
          "navigator.mediaDevices.getUserMedia ="
              + " () => Promise.reject(new DOMException('no', 'NotAllowedError'));");
      Page page = open(context);
      button(page, "Talk to this agent").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("The microphone was refused. Allow");
      assertThat(button(page, "Talk to this agent")).isVisible();
      picture(page, "talk-refused");
    }
  }
}
