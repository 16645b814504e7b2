package com.jagcall.local;

import com.jagcall.local.operator.OperatorCalls;
import com.jagcall.local.operator.OperatorClient;
import com.jagcall.local.operator.OperatorClient.Account;
import com.jagcall.local.secret.Secrets;
import com.jagcall.local.stack.RunningStack;
import com.jagcall.local.stack.StackFolders;
import com.jagcall.local.stack.StackOptions;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** What {@code deploy/local/operator} does: speaks to the running stack as its operator. */
public final class OperatorCommand {

  private static final String USAGE =
      """
      usage: deploy/local/operator COMMAND …

      organizations                          lists them: identifier and name
      create-key --name NAME --mode live|test [--scopes a,b]
                                             makes an API key and prints it, this once; it may do everything
                                             unless --scopes says what
      limits ORGANIZATION "GET /v1/agents" 500
                                             how many requests in any 60 seconds may be sent to an endpoint
      top-up AMOUNT [--reason TEXT] [--payment ID]
                                             adds money; a payment counts once however often it is said
      adjust AMOUNT --reason TEXT            corrects the balance, up or down (-5.00)
      balance-threshold AMOUNT               below which available amount the balance is said to be low
      prices FILE                            replaces the price list: see billing-service/README.md
      import-numbers FILE                    adds numbers to the stock: see numbers-service/README.md

      Options of those about money: --organization ORGANIZATION, when there are several; --mode live|test,
      live by default. Of all: --data FOLDER, when the stack runs on another data folder.""";

  private final OperatorClient client;
  private final OperatorArguments arguments;

  private OperatorCommand(OperatorClient client, OperatorArguments arguments) {
    this.client = client;
    this.arguments = arguments;
  }

  public static void main(String[] words) {
    if (words.length == 0 || List.of(words).contains("--help")) {
      System.out.println(USAGE);
      System.exit(words.length == 0 ? 2 : 0);
    }
    try {
      OperatorArguments arguments = new OperatorArguments(List.of(words));
      System.out.println(new OperatorCommand(client(arguments), arguments).run());
    } catch (StackException failure) {
      System.err.println("error: " + failure.getMessage());
      System.exit(1);
    }
  }

  private static OperatorClient client(OperatorArguments arguments) {
    String data = arguments.option("--data");
    Path folder =
        data == null
            ? StackOptions.of(Path.of(System.getProperty("jagcall.home", "."))).dataFolder()
            : Path.of(data);
    try {
      Secrets secrets = new Secrets(new StackFolders(folder).secrets());
      return new OperatorClient(new OperatorCalls(RunningStack.find(folder).services(), secrets));
    } catch (IOException unreadable) {
      throw new StackException("the secrets cannot be read: check " + folder, unreadable);
    }
  }

  private String run() {
    return switch (arguments.command()) {
      case "organizations" -> organizations();
      case "create-key" -> createKey();
      case "limits" -> setLimit();
      case "top-up" -> topUp();
      case "adjust" -> adjust();
      case "balance-threshold" -> setBalanceThreshold();
      case "prices" -> loadPrices();
      case "import-numbers" -> importNumbers();
      default ->
          throw new StackException(
              "unknown command " + arguments.command() + ": see operator --help");
    };
  }

  private String organizations() {
    arguments.end();
    return String.join("\n", client.organizations());
  }

  private String createKey() {
    String name = arguments.required("--name");
    String mode = arguments.required("--mode");
    String scopes = arguments.option("--scopes");
    arguments.end();
    return client
        .createKey(name, mode, scopes == null ? List.of() : List.of(scopes.split(",")))
        .text();
  }

  private String setLimit() {
    String organization = arguments.word("an organization");
    String endpoint = arguments.word("an endpoint");
    String perMinute = arguments.word("a number");
    arguments.end();
    if (!perMinute.matches("[0-9]{1,9}")) {
      throw new StackException("limits takes a number of requests, not " + perMinute);
    }
    client.setLimit(organization, endpoint, Integer.parseInt(perMinute));
    return "%s may now send %s %s times a minute".formatted(organization, endpoint, perMinute);
  }

  private String topUp() {
    String amount = arguments.word("an amount");
    String reason = arguments.option("--reason", "Top-up by the operator");
    String payment = arguments.option("--payment", "operator-" + UUID.randomUUID());
    Account account = account();
    client.topUp(account, payment, amount, reason);
    return "%s has %s more (%s)".formatted(account.organizationId(), amount, account.mode());
  }

  private String adjust() {
    String amount = arguments.word("an amount");
    String reason = arguments.required("--reason");
    Account account = account();
    client.adjust(account, "operator-" + UUID.randomUUID(), amount, reason);
    return "the balance of %s changed by %s (%s)"
        .formatted(account.organizationId(), amount, account.mode());
  }

  private Account account() {
    String organization = arguments.option("--organization");
    String mode = arguments.option("--mode", "live");
    arguments.end();
    return new Account(organization == null ? client.onlyOrganization() : organization, mode);
  }

  private String setBalanceThreshold() {
    String amount = arguments.word("an amount");
    String organization = arguments.option("--organization");
    arguments.end();
    String named = organization == null ? client.onlyOrganization() : organization;
    client.setBalanceThreshold(named, amount);
    return "%s hears when less than %s is available".formatted(named, amount);
  }

  private String loadPrices() {
    String table = table();
    client.loadPrices(table);
    return "the price list is in force";
  }

  private String importNumbers() {
    return client.importNumbers(table());
  }

  private String table() {
    Path file = Path.of(arguments.word("a file"));
    arguments.end();
    try {
      return Files.readString(file);
    } catch (MalformedInputException notText) {
      throw new StackException(file + " is not UTF-8 text: save it as that", notText);
    } catch (IOException unreadable) {
      throw new StackException("cannot read " + file + ": is the name right?", unreadable);
    }
  }
}
