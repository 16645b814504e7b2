package com.jagcall.local.operator;

import com.jagcall.local.StackException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the operator of a stack may do beyond the API: keys, limits, money, prices and numbers. */
public final class OperatorClient {
  private static final String ACCOUNTS = "accounts";
  private static final String BILLING = "billing";
  private static final String NUMBERS = "numbers";

  /** A service takes a body of 1 MiB. */
  private static final int MAX_TABLE_CHARACTERS = 500_000;

  /**
   * A key as it is shown once.
   *
   * @param id for example {@code key_9x8Kp2mN…}
   * @param text for example {@code jc_live_…}
   */
  public record CreatedKey(String id, String text) {}

  /**
   * An organization's money in one mode.
   *
   * @param mode {@code live} or {@code test}
   */
  public record Account(String organizationId, String mode) {}

  private final OperatorCalls calls;

  public OperatorClient(OperatorCalls calls) {
    this.calls = calls;
  }

  /**
   * Makes an API key in the only organization there is.
   *
   * @param mode {@code live} or {@code test}
   * @param scopes empty for all
   * @throws StackException when accounts-service refuses or does not answer; the message says why
   */
  public CreatedKey createKey(String name, String mode, List<String> scopes) {
    JsonObject request = new JsonObject().put("name", name).put("mode", mode);
    if (!scopes.isEmpty()) {
      request.put("scopes", new JsonArray(scopes));
    }
    JsonObject answer = calls.json(ACCOUNTS, "POST", "/internal/api-keys", request);
    return new CreatedKey(answer.getString("id"), answer.getString("key"));
  }

  /** The organizations, newest first and at most a hundred: a line each, identifier and name. */
  public List<String> organizations() {
    return organizationPage().stream()
        .map(JsonObject.class::cast)
        .map(found -> found.getString("id") + "  " + found.getString("name"))
        .toList();
  }

  /**
   * The only organization's identifier.
   *
   * @throws StackException when there are several
   */
  public String onlyOrganization() {
    JsonArray page = organizationPage();
    if (page.size() != 1) {
      throw new StackException(
          "there are several organizations: name one with --organization (see operator organizations)");
    }
    return page.getJsonObject(0).getString("id");
  }

  private JsonArray organizationPage() {
    return calls
        .json(ACCOUNTS, "GET", "/internal/organizations?per_page=100", null)
        .getJsonArray("data");
  }

  /**
   * Sets how often an organization may call an endpoint.
   *
   * @param endpoint method and path, for example {@code GET /v1/agents}
   * @param perMinute requests in any 60 seconds
   */
  public void setLimit(String organizationId, String endpoint, int perMinute) {
    calls.json(
        ACCOUNTS,
        "PUT",
        "/internal/organizations/" + organizationId + "/limits",
        new JsonObject().put(endpoint, perMinute));
  }

  /**
   * Adds money to an account, once for each payment.
   *
   * @param paymentId the payment's own identifier: a repetition with it changes nothing
   * @param amount a decimal number in the ledger's currency
   */
  public void topUp(Account account, String paymentId, String amount, String reason) {
    calls.json(
        BILLING,
        "POST",
        "/internal/top-ups",
        movement(account, amount, reason).put("payment_id", paymentId));
  }

  /** Corrects an account by an amount, which may be negative; the reason stays in the ledger. */
  public void adjust(Account account, String adjustmentId, String amount, String reason) {
    calls.json(
        BILLING,
        "POST",
        "/internal/adjustments",
        movement(account, amount, reason).put("adjustment_id", adjustmentId));
  }

  private static JsonObject movement(Account account, String amount, String reason) {
    return new JsonObject()
        .put("organization_id", account.organizationId())
        .put("mode", account.mode())
        .put("amount", amount)
        .put("reason", reason);
  }

  /** Sets below which available amount an organization hears that its balance is low. */
  public void setBalanceThreshold(String organizationId, String amount) {
    calls.json(
        BILLING,
        "PUT",
        "/internal/organizations/" + organizationId + "/balance-threshold",
        new JsonObject().put("amount", amount));
  }

  /**
   * Replaces the price list, as a whole or not at all.
   *
   * @throws StackException naming the lines that are wrong
   */
  public void loadPrices(String table) {
    calls.csv(BILLING, "PUT", "/internal/prices", table);
  }

  /** What became of a table of numbers: a summary and a line for each that was refused. */
  public String importNumbers(String table) {
    return new NumberImport(part -> calls.csv(NUMBERS, "POST", "/internal/stock/import", part))
        .run(table, MAX_TABLE_CHARACTERS);
  }
}
