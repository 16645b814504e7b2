package com.jagcall.billing.ledger;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.billing.testing.Billing;
import com.jagcall.billing.testing.Invariants;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL itself refuses, whoever asks. */
@QuarkusTest
class LedgerGuardTest {
  private static final String NO_RIGHT = "42501";
  private static final String BROKEN_INTEGRITY = "23000";
  private static final String BROKEN_CHECK = "23514";

  Backends backends;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "jagcall.database.password")
  String password;

  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "10");
  }

  private void refusedToTheService(String state, String sql) {
    SQLException refusal =
        assertThrows(SQLException.class, () -> execute("billing", password, sql), sql);
    assertEquals(state, refusal.getSQLState(), refusal::getMessage);
    billing.has("10.0000", "0.0000");
  }

  private void execute(String user, String password, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql.replace("$org", billing.organization().id()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update posting set amount_micros = amount_micros + 1",
        "delete from posting",
        "truncate posting",
        "update ledger_transaction set description = 'x'",
        "delete from ledger_transaction where organization_id = '$org'",
        "truncate ledger_transaction",
        "delete from balance",
        "truncate balance",
      })
  void rewriting_isNoRightOfTheServicesRole(String sql) {
    refusedToTheService(NO_RIGHT, sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update billing.posting set amount_micros = 1",
        "delete from billing.posting",
        "truncate billing.posting",
        "update billing.ledger_transaction set description = 'x'",
        "delete from billing.ledger_transaction",
        "truncate billing.ledger_transaction",
        "delete from billing.balance",
        "truncate billing.balance",
        "update billing.balance set available_micros = 1",
      })
  void rewriting_isRefusedToASuperuserToo(String sql) {
    SQLException refusal =
        assertThrows(SQLException.class, () -> execute("postgres", "postgres", sql));
    assertEquals(BROKEN_INTEGRITY, refusal.getSQLState(), refusal::getMessage);
    billing.has("10.0000", "0.0000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update balance set available_micros = available_micros + 1, funded_micros = funded_micros + 1",
        "update balance set held_micros = 0",
        "update balance set transactions = 0",
        "insert into balance (organization_id, mode, available_micros, funded_micros)"
            + " values ('org_0000000000000000', 'live', 1, 1)",
      })
  void balance_movesByPostingsAlone(String sql) {
    refusedToTheService(BROKEN_INTEGRITY, sql);
  }

  /** A transaction with these postings, in one statement. */
  private static String transaction(String organization, String postings) {
    return ("with header as (insert into ledger_transaction"
            + " (id, organization_id, mode, type, issuer, created_at) values"
            + " ('txn_' || translate(gen_random_uuid()::text, '-', ''), '$org', 'live', 'hold', 'x', now())"
            + " returning id)"
            + " insert into posting select header.id, '%s', 'live', account, amount from header,"
            + " (values %s) as line (account, amount)")
        .formatted(organization, postings);
  }

  @Test
  void transactionThatBalances_isTaken() throws SQLException {
    execute("billing", password, transaction("$org", "('available', -5), ('held', 5)"));
    billing.has("9.999995", "0.000005");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "('available', -5), ('held', 4)",
        "('available', -5)",
        "('held', 5), ('available', -5), ('revenue', 1)",
      })
  void transactionThatDoesNotBalance_isRefused(String postings) {
    refusedToTheService(BROKEN_INTEGRITY, transaction("$org", postings));
  }

  @Test
  void otherOrganizationsPostings_areRefused() {
    Billing other = Billing.with(backends, "10");
    refusedToTheService(
        BROKEN_INTEGRITY, transaction(other.organization().id(), "('available', -5), ('held', 5)"));
    refusedToTheService(
        BROKEN_INTEGRITY, transaction("org_0000000000000000", "('available', -5), ('held', 5)"));
    other.has("10.0000", "0.0000");
  }

  @Test
  void moreThanThereIs_isRefused() {
    refusedToTheService(
        BROKEN_CHECK, transaction("$org", "('available', -10000001), ('held', 10000001)"));
    refusedToTheService(BROKEN_CHECK, transaction("$org", "('available', 1), ('held', -1)"));
  }

  @Test
  void balanceSomebodyHolds_isNotWaitedForLongerThanFiveSeconds() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "billing", password);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "select 1 from balance where organization_id = '%s' for update"
              .formatted(billing.organization().id()));
      long start = System.nanoTime();
      billing
          .place(billing.order("h1", "1"))
          .statusCode(503)
          .body("error.code", equalTo("service_unavailable"));
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(30).toNanos());
      connection.rollback();
    }
    billing.place(billing.order("h1", "1")).statusCode(201);
  }

  @Test
  void headerWithoutPostings_isRefused() {
    refusedToTheService(
        BROKEN_INTEGRITY,
        "insert into ledger_transaction (id, organization_id, mode, type, issuer, created_at)"
            + " values ('txn_0000000000000000', '$org', 'live', 'hold', 'x', now())");
  }

  @Test
  void postingsWithoutAHeader_areRefused() {
    refusedToTheService(
        BROKEN_INTEGRITY,
        "insert into posting values ('txn_0000000000000000', '$org', 'live', 'available', -5),"
            + " ('txn_0000000000000000', '$org', 'live', 'held', 5)");
  }

  @Test
  void postingsAddedToAnOlderTransaction_areRefused() {
    refusedToTheService(
        BROKEN_INTEGRITY,
        "insert into posting select id, organization_id, mode, account, amount"
            + " from ledger_transaction, (values ('held', 5), ('revenue', -5)) as l (account, amount)"
            + " where organization_id = '$org'");
  }

  @Test
  void everyKindOfMoneyIsThere_afterAll() {
    assertTrue(
        backends.postgres().count("SELECT count(*) FROM billing.posting WHERE account = 'funding'")
            > 0);
    assertEquals(0, backends.postgres().count(Invariants.BROKEN));
  }
}
