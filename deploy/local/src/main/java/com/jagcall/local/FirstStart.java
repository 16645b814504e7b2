package com.jagcall.local;

import com.jagcall.local.operator.OperatorClient;
import com.jagcall.local.operator.OperatorClient.Account;
import com.jagcall.local.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * What a new stack is given so that everything can be tried: numbers, money, a key for each mode.
 */
final class FirstStart {
  /** In the ledger's currency; enough for some numbers and an hour of calls. */
  static final String MONEY = "25.00";

  private FirstStart() {}

  /** The keys as they are shown once. */
  record Keys(String live, String test) {}

  /** Can be repeated when it was interrupted: then there are two more keys, and nothing else. */
  static Keys run(LocalStack stack) {
    OperatorClient operator = stack.operator();
    operator.importNumbers(stock(stack));
    operator.topUp(
        new Account(operator.onlyOrganization(), "live"), "first-start", MONEY, "To start with");
    return new Keys(
        operator.createKey("First live key", "live", List.of()).text(),
        operator.createKey("First test key", "test", List.of()).text());
  }

  private static String stock(LocalStack stack) {
    try {
      return Files.readString(stack.stockFile());
    } catch (IOException unreadable) {
      throw new StackException(
          "cannot read " + stack.stockFile() + ": is this a whole clone?", unreadable);
    }
  }
}
