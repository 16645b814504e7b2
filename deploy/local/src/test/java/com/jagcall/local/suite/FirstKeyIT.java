package com.jagcall.local.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.local.stack.FirstLogin;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first minutes of a developer, in a real Chromium. */
class FirstKeyIT {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static Playwright playwright;
  private static Browser browser;

  @BeforeAll
  static void openBrowser() {
    Path chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (chromium == null) {
      System.err.println("*** NOT TESTED: the dashboard, because Chromium is not installed ***");
    }
    assumeTrue(chromium != null, "Chromium is not installed");
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setChromiumSandbox(false)
                    .setArgs(
                        List.of(
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  @AfterAll
  static void closeBrowser() {
    if (playwright != null) {
      playwright.close();
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
        browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height))) {
      context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
      Page page = context.newPage();
      logIn(page);
      page.navigate(Suite.gateway() + "/settings/api-keys");
      picture(page, width, "keys");
      ApiKey key = create(page, name, width);
      assertWorks(key);
      page.reload();
      assertThat(page.locator("body")).not().containsText(key.text());
      assertThat(page.locator("body")).containsText(key.lastFour());
      picture(page, width, "keys-after");
      assertAgentIsListed(page, key, "Agent of " + name);
      page.navigate(Suite.gateway() + "/settings/api-keys");
      revoke(page, name);
      assertRefusedEverywhereWithinASecond(key);
      picture(page, width, "keys-revoked");
    }
  }

  private static void logIn(Page page) {
    FirstLogin login = Suite.stack().firstLogin();
    page.navigate(Suite.gateway().toString());
    page.getByLabel("E-mail").fill(login.email());
    page.getByLabel("Password").fill(login.password());
    picture(page, page.viewportSize().width, "login");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in")).click();
    assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("Getting started");
    picture(page, page.viewportSize().width, "home");
  }

  private static ApiKey create(Page page, String name, int width) {
    clickFirst(page, "Create API Key");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    picture(page, width, "create");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Create")).click();
    Locator copy =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy")).first();
    assertThat(copy).isVisible();
    picture(page, width, "created");
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
    picture(page, page.viewportSize().width, "agents");
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

  private static void picture(Page page, int width, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + "-" + width + ".png"))
            .setFullPage(true));
    double overflow =
        ((Number) page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))
            .doubleValue();
    assertTrue(overflow <= 0, name + " is wider than the screen by " + overflow + " px");
  }
}
