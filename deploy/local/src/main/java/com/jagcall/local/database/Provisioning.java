package com.jagcall.local.database;

import com.jagcall.local.StackException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Gives every service a role and a schema of its own in the one database. It can be repeated: what
 * is there stays, passwords become what the secrets say.
 */
public final class Provisioning {

  private final Postgres postgres;

  public Provisioning(Postgres postgres) {
    this.postgres = postgres;
  }

  /**
   * @param roles names of roles, which are those of their schemas too: lower-case letters and
   *     underscores
   */
  public void provision(List<String> roles) {
    try {
      createDatabase();
      try (Connection connection = postgres.connectAsSuperuser(Postgres.DATABASE);
          Statement statement = connection.createStatement()) {
        statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        statement.execute("REVOKE ALL ON DATABASE " + Postgres.DATABASE + " FROM PUBLIC");
        for (String role : roles) {
          provision(connection, statement, identifier(role));
        }
      }
    } catch (SQLException cause) {
      throw new StackException(
          "the database could not be prepared: "
              + cause.getMessage()
              + "; see "
              + postgres.log()
              + ", or start over with --fresh",
          cause);
    }
  }

  private void createDatabase() throws SQLException {
    try (Connection connection = postgres.connectAsSuperuser("postgres");
        Statement statement = connection.createStatement()) {
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", Postgres.DATABASE)) {
        statement.execute("CREATE DATABASE " + Postgres.DATABASE);
      }
    }
  }

  private void provision(Connection connection, Statement statement, String role)
      throws SQLException {
    String verb =
        exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role) ? "ALTER" : "CREATE";
    // Passwords are letters and digits (see Secrets): nothing in them ends the literal.
    statement.execute(verb + " ROLE " + role + " LOGIN PASSWORD '" + postgres.password(role) + "'");
    statement.execute("GRANT CONNECT ON DATABASE " + Postgres.DATABASE + " TO " + role);
    statement.execute("CREATE SCHEMA IF NOT EXISTS " + role + " AUTHORIZATION " + role);
    statement.execute(
        "ALTER ROLE " + role + " IN DATABASE " + Postgres.DATABASE + " SET search_path = " + role);
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet result = statement.executeQuery()) {
        return result.next();
      }
    }
  }

  private static String identifier(String role) {
    if (!role.matches("[a-z_]{1,63}")) {
      throw new IllegalArgumentException("not a role name: " + role);
    }
    return role;
  }
}
