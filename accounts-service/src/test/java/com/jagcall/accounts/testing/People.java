package com.jagcall.accounts.testing;

import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Organizations and users for tests, and a look into the tables. */
@Singleton
@QuarkusTestResource(AgentsDouble.class)
@QuarkusTestResource(WebhooksDouble.class)
@QuarkusTestResource(CallsDouble.class)
@QuarkusTestResource(
    value = Backends.class,
    initArgs = {
      @ResourceArg(name = "database", value = "accounts"),
      @ResourceArg(name = "accounts", value = "self")
    })
public class People {
  public static final String PASSWORD = "a password for tests";

  // The lowest cost there is: it is the log-in that is tested, not the hash.
  private static final String HASH = BcryptUtil.bcryptHash(PASSWORD, 4);

  @Inject AgroalDataSource database;

  public record Org(String id, String tag) {}

  public record Person(String id, String email, Org organization) {}

  public Org organization() {
    Org organization = new Org(Ids.next("org_"), Ids.base62(8));
    sql(
        "INSERT INTO organization (id, name, tag, created_at) VALUES (?, 'Acme', ?, now())",
        organization.id(),
        organization.tag());
    return organization;
  }

  /** The owner of an organization of their own. */
  public Person owner() {
    return member(organization(), "owner");
  }

  public Person member(Org organization, String role) {
    Person person = stranger(organization);
    sql(
        "INSERT INTO membership (user_id, organization_id, role, created_at)"
            + " VALUES (?, ?, ?, now())",
        person.id(),
        organization.id(),
        role);
    return person;
  }

  /** A user who belongs to no organization, whatever is said here. */
  public Person stranger(Org organization) {
    String id = Ids.next("usr_");
    Person person = new Person(id, id.toLowerCase(java.util.Locale.ROOT) + "@test", organization);
    sql(
        "INSERT INTO user_account (id, email, name, password_hash, created_at)"
            + " VALUES (?, ?, 'Robin', ?, now())",
        id,
        person.email(),
        HASH);
    return person;
  }

  /** Runs one statement. */
  public int sql(String sql, Object... arguments) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of every row, as text. */
  public List<String> select(String sql, Object... arguments) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = prepare(connection, sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }
}
