package com.jagcall.accounts.organization;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.jagcall.accounts.testing.Internal;
import com.jagcall.accounts.testing.People;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ListOrganizationsTest {
  private static final String PATH = "/internal/organizations";

  Backends backends;
  @Inject People people;

  @Test
  void operator_seesEveryOrganization() {
    People.Org organization = people.organization();
    new Internal(backends.keys())
        .as("operator")
        .get(PATH + "?per_page=100")
        .then()
        .statusCode(200)
        .body("data.id", hasItem(organization.id()))
        .body("data[0].id", startsWith("org_"));
  }

  @Test
  void pages_areAsElsewhere() {
    people.organization();
    Internal internal = new Internal(backends.keys());
    internal
        .as("operator")
        .get(PATH + "?per_page=1")
        .then()
        .statusCode(200)
        .body("data", hasSize(1))
        .body("pagination.per_page", equalTo(1));
    internal.as("operator").get(PATH + "?per_page=0").then().statusCode(422);
  }

  @Test
  void anotherService_isRefused() {
    new Internal(backends.keys()).as("agents-service").get(PATH).then().statusCode(403);
  }
}
