package com.jagcall.local.suite;

import static com.jagcall.local.suite.Chromium.picture;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A developer gets webhooks to work, in a real Chromium. */
class WebhooksIT {
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
  void addTestSeeItFailFixReplay_onADesk() {
    journey(1280, 800);
  }

  @Test
  void addTestSeeItFailFixReplay_onAPhone() {
    journey(390, 844);
  }

  private void journey(int width, int height) {
    try (HookReceiver receiver =
            HookReceiver.start(
                (exchange, request) ->
                    HookReceiver.answer(
                        exchange,
                        request.path().equals("/right") ? 200 : 404,
                        request.path().equals("/right") ? "thanks" : "there is no such path"));
        BrowserContext context =
            chromium
                .browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(width, height))) {
      context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
      Page page = context.newPage();
      Chromium.logIn(page);
      String name = "Backend " + width;
      add(page, name, receiver.url("/wrong"));
      sendTest(page, name);
      assertThat(page.locator("#delivery")).containsText("the answer was 404");
      assertThat(page.locator("#delivery")).containsText("there is no such path");
      picture(page, "delivery-failed");
      String delivery = page.url();
      fix(page, receiver.url("/right"));
      page.navigate(delivery);
      press(page, "Replay");
      assertThat(page.locator("#delivery .lead")).containsText("Succeeded");
      picture(page, "delivery-succeeded");
      assertTrue(receiver.requests().size() >= 2);
      assertEquals(
          1, receiver.requests().stream().map(HookReceiver.Request::id).distinct().count());
      page.navigate(Suite.gateway() + "/settings/webhook-deliveries");
      assertThat(page.locator("table")).containsText("webhook.test");
      picture(page, "deliveries");
      remove(page, name);
    }
  }

  private static void add(Page page, String name, String url) {
    page.navigate(Suite.gateway() + "/settings/webhooks");
    picture(page, "webhooks-empty");
    pressLink(page, "Add Endpoint");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    // Where the page puts the cursor; before that, it would take it away from another field.
    assertThat(dialog.getByLabel("URL")).isFocused();
    dialog.getByLabel("URL").fill("http://10.0.0.1/hook");
    dialog.getByLabel("Description").fill(name);
    picture(page, "webhook-add");
    dialog.getByRole(AriaRole.BUTTON, named("Add Endpoint")).click();
    assertThat(dialog).containsText("This must not lead to a private address.");
    dialog.getByLabel("URL").fill(url);
    dialog.getByRole(AriaRole.BUTTON, named("Add Endpoint")).click();
    assertThat(dialog.locator("#new-secret")).containsText("whsec_");
    picture(page, "webhook-secret");
    dialog.getByText("Done").click();
    assertThat(page.locator("table")).containsText(url);
    picture(page, "webhooks");
  }

  private static void sendTest(Page page, String name) {
    row(page, name).getByRole(AriaRole.BUTTON, named("Send test")).click();
    assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("webhook.test");
  }

  private static void fix(Page page, String url) {
    pressLink(page, "Edit endpoint");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("URL").fill(url);
    picture(page, "webhook-edit");
    dialog.getByRole(AriaRole.BUTTON, named("Save")).click();
    assertThat(page.locator("body")).containsText("The endpoint was changed.");
    assertThat(page.locator("table")).containsText(url);
  }

  private static void remove(Page page, String name) {
    page.navigate(Suite.gateway() + "/settings/webhooks");
    row(page, name).getByText("Delete").click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, named("Delete")).click();
    assertThat(page.locator("body")).containsText("The endpoint was deleted.");
  }

  private static Locator row(Page page, String name) {
    return page.locator("tr").filter(new Locator.FilterOptions().setHasText(name));
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  /** A link that acts is a button to assistive technology. */
  private static void pressLink(Page page, String name) {
    page.locator("a[role=button]").filter(new Locator.FilterOptions().setHasText(name)).click();
  }
}
