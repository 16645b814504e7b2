package com.jagcall.accounts.testing;

import com.jagcall.common.credential.ApiKey;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** API keys as somebody makes them in the dashboard. */
public final class Keys {
  public static final String PATH = "/settings/api-keys";
  private static final Pattern SHOWN = Pattern.compile("jc_(?:live|test)_[0-9A-Za-z]{38}");
  private static final Pattern ROLL =
      Pattern.compile("/settings/api-keys/(key_[0-9A-Za-z]+)/revoke");

  private Keys() {}

  /** Fills in and sends the form. */
  public static Response send(Browser browser, String name, String mode, String... scopes) {
    return browser.post(PATH, Map.of("name", name, "mode", mode, "scopes", List.of(scopes)));
  }

  /** A new live key that may read agents. */
  public static ApiKey create(Browser browser, String name) {
    Response answer = send(browser, name, "live", "agents:read");
    answer.then().statusCode(200);
    return shown(answer);
  }

  /** The key that a page shows. */
  public static ApiKey shown(Response page) {
    Matcher matcher = SHOWN.matcher(page.asString());
    if (!matcher.find()) {
      throw new AssertionError("no key is shown in " + page.asString());
    }
    return ApiKey.parse(matcher.group()).orElseThrow();
  }

  public static boolean isShown(Response page) {
    return SHOWN.matcher(page.asString()).find();
  }

  /** The id of the newest active key in the list. */
  public static String newestId(Browser browser) {
    Matcher matcher = ROLL.matcher(browser.get(PATH).asString());
    if (!matcher.find()) {
      throw new AssertionError("no active key is listed");
    }
    return matcher.group(1);
  }
}
