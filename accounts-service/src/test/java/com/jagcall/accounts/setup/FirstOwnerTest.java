package com.jagcall.accounts.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FirstOwnerTest {
  private static final Pattern PASSWORD = Pattern.compile("password +([0-9A-Za-z]{20})\\R");

  @Inject FirstOwner firstOwner;
  @Inject People people;

  @BeforeEach
  void forgetEverybody() {
    people.sql(
        "TRUNCATE organization, organization_limit, user_account, membership, session, api_key,"
            + " login_throttle");
  }

  @Test
  void manyStartsAtOnce_makeOneOwnerAndPrintOnePassword() throws Exception {
    String printed = printedWhile(() -> startAtOnce(8));

    assertEquals(List.of("1"), people.select("SELECT count(*) FROM organization"));
    assertEquals(
        List.of("owner@localhost owner"),
        people.select(
            "SELECT email || ' ' || role FROM user_account JOIN membership ON user_id = id"));
    Matcher password = PASSWORD.matcher(printed);
    assertTrue(password.find(), printed);
    Browser.elsewhere().logIn("owner@localhost", password.group(1)).then().header("Location", "/");
    assertFalse(password.find(), printed);
  }

  @Test
  void laterStart_makesNobodyAndPrintsNothing() throws Exception {
    people.owner();

    String printed = printedWhile(() -> startAtOnce(2));

    assertEquals("", printed);
    assertEquals(List.of("1"), people.select("SELECT count(*) FROM user_account"));
  }

  private static String printedWhile(Action action) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private interface Action {
    void run() throws Exception;
  }

  private void startAtOnce(int times) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Future<Void>> starts =
          threads.invokeAll(
              IntStream.range(0, times)
                  .<Callable<Void>>mapToObj(
                      i ->
                          () -> {
                            start();
                            return null;
                          })
                  .toList());
      for (Future<Void> start : starts) {
        start.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void start() throws Exception {
    try {
      firstOwner.createOnce();
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
