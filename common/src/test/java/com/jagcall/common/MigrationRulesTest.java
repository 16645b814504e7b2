package com.jagcall.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.MigrationRules;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE agent;",
        "alter table agent drop column name;",
        "ALTER TABLE agent RENAME COLUMN name TO title;",
        "ALTER TABLE agent RENAME TO assistant;",
        "ALTER TABLE agent ALTER COLUMN name TYPE varchar(10);",
        "ALTER TABLE agent ALTER COLUMN name SET NOT NULL;",
        "ALTER TABLE agent ADD COLUMN label text NOT NULL;",
        "ALTER TABLE agent ADD COLUMN a int DEFAULT 1, ADD COLUMN b int NOT NULL;",
        "ALTER TABLE agent ADD CONSTRAINT short CHECK (length(name) < 10);",
        "TRUNCATE agent;"
      })
  void whatTheReleaseBeforeCannotLiveWith_isFound(String migration) {
    assertEquals(1, MigrationRules.violations(migration).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- Nothing is dropped: DROP TABLE agent;\nCREATE TABLE label (name text NOT NULL);",
        "ALTER TABLE agent ADD COLUMN label text;",
        "ALTER TABLE agent ADD COLUMN priority integer NOT NULL DEFAULT 0;",
        "CREATE INDEX agent_label ON agent (label);",
        "DROP INDEX agent_name;",
        "-- Contract: nothing reads it since 1.4.\nALTER TABLE agent DROP COLUMN label;"
      })
  void whatItCanLiveWith_isNot(String migration) {
    assertEquals(List.of(), MigrationRules.violations(migration));
  }
}
