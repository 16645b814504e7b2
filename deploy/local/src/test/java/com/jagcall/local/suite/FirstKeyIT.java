package com.jagcall.local.suite;

import static com.jagcall.local.suite.Chromium.picture;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.ApiKey;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first minutes of a developer, in a real Chromium. */
class FirstKeyIT {
  private static Chromium chromium;

  @BeforeAll
  static void openBrowser() {
    chromium = Chromium.open();
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void createUseAndRevokeAKey_onADesk() {
    journey(1280, 800, "Backend Server");
  }

  @Test
  void createUseAndRevokeAKey_onAPhone() {
    journey(390, 844, "Phone Server");
  }

  private void journey(int width, int height, String name) {
    try (BrowserContext context =
        chromium
            .browser()
            .newContext(new Browser.NewContextOptions().setViewportSize(width, height))) {
      context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
      Page page = context.newPage();
      Chromium.logIn(page);
      page.navigate(Suite.gateway() + "/settings/api-keys");
      picture(page, "keys");
      ApiKey key = create(page, name);
      assertWorks(key);
      page.reload();
      assertThat(page.locator("body")).not().containsText(key.text());
      assertThat(page.locator("body")).containsText(key.lastFour());
      picture(page, "keys-after");
      assertAgentIsListed(page, key, "Agent of " + name);
      page.navigate(Suite.gateway() + "/settings/api-keys");
      revoke(page, name);
      assertRefusedEverywhereWithinASecond(key);
      picture(page, "keys-revoked");
    }
  }

  private static ApiKey create(Page page, String name) {
    clickFirst(page, "Create API Key");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    picture(page, "create");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Create")).click();
    Locator copy =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy")).first();
    assertThat(copy).isVisible();
    picture(page, "created");
    copy.click();
    String copied = page.evaluate("() => navigator.clipboard.readText()").toString();
    assertThat(page.locator("body")).containsText(copied);
    return ApiKey.parse(copied).orElseThrow();
  }

  private static void clickFirst(Page page, String name) {
    Locator button = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    Locator link = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    button.or(link).first().click();
  }

  private static void assertWorks(ApiKey key) {
    Suite.agentsEverywhere()
        .forEach(base -> assertEquals(200, Api.status(base, "/v1/agents", key), base.toString()));
  }

  private static void assertAgentIsListed(Page page, ApiKey key, String name) {
    String body = "{\"name\":\"" + name + "\"}";
    assertEquals(201, Api.send(Api.post(Suite.gateway(), "/v1/agents", key, body)).statusCode());
    page.navigate(Suite.gateway() + "/agents");
    assertThat(page.locator("table")).containsText(name);
    picture(page, "agents");
  }

  private static void revoke(Page page, String name) {
    Locator row = page.locator("tr").filter(new Locator.FilterOptions().setHasText(name));
    Locator button =
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"));
    Locator link = row.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Revoke"));
    button.or(link).first().click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke")).click();
    assertThat(page.getByRole(AriaRole.DIALOG)).not().isVisible();
  }

  private static void assertRefusedEverywhereWithinASecond(ApiKey key) {
    Suite.assertRefusedWithinASecond(key);
    assertEquals(
        "invalid_api_key",
        Api.json(Api.send(Api.request(Suite.gateway(), "/v1/agents", key)))
            .at("/error/code")
            .asText());
  }
}
