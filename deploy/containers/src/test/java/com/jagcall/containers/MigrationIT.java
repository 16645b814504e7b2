package com.jagcall.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All replicas were started at once on an empty database. */
@NeedsDocker
class MigrationIT {

  @ParameterizedTest
  @ValueSource(strings = {"accounts", "agents"})
  void twoReplicasOnAnEmptyDatabase_migrateItOnce(String schema) throws Exception {
    assertEquals(
        0, count("SELECT count(*) FROM " + schema + ".flyway_schema_history WHERE NOT success"));
    assertEquals(
        0,
        count(
            "SELECT count(*) FROM (SELECT script FROM "
                + schema
                + ".flyway_schema_history GROUP BY script HAVING count(*) > 1) AS twice"));
  }

  @Test
  void everyReplica_isTheOneThatWasStarted() {
    for (String service : Suite.services()) {
      assertEquals(2, Suite.get().replicas(service).stream().filter(Replica::isRunning).count());
    }
  }

  private static long count(String sql) throws SQLException {
    try (Connection connection = Suite.get().connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
