package com.jagcall.local.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jagcall.local.stack.FirstLogin;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real browser, and what every test does with it. */
final class Chromium implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final List<String> ARGUMENTS =
      List.of(
          "--disable-gpu",
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Ends the test, loudly, where there is no Chromium. */
  static Chromium open() {
    return open(List.of());
  }

  /** With some more arguments. */
  static Chromium open(List<String> more) {
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
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setChromiumSandbox(false)
                    .setArgs(Stream.concat(ARGUMENTS.stream(), more.stream()).toList()));
    return new Chromium(playwright, browser);
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }

  static void logIn(Page page) {
    FirstLogin login = Suite.stack().firstLogin();
    page.navigate(Suite.gateway().toString());
    page.getByLabel("E-mail").fill(login.email());
    page.getByLabel("Password").fill(login.password());
    picture(page, "login");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in")).click();
    assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("Getting started");
    picture(page, "home");
  }

  /** Keeps what the page looks like, and finds that nothing of it is beside the screen. */
  static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + "-" + page.viewportSize().width + ".png"))
            .setFullPage(true));
    double overflow =
        ((Number) page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))
            .doubleValue();
    assertTrue(overflow <= 0, name + " is wider than the screen by " + overflow + " px");
  }
}
