package com.jagcall.billing.ledger;

import com.jagcall.billing.testing.Billing;
import com.jagcall.billing.testing.Sender;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Random requests of one worker about money that several workers share, sent until the answer is
 * certain, and the answers kept.
 */
final class Program {
  private static final int RECENT = 30;
  private static final int MAX_ATTEMPTS = 100_000;

  /** A request that was done, and what was answered. */
  record Done(String issuer, String path, String body, int status, JsonObject answer) {}

  private final Random random;
  private final String name;
  private final List<Billing> organizations;
  private final List<String> holds;
  private final Sender sender;
  private final List<Done> done = new ArrayList<>();
  private final Map<String, BigDecimal> moved = new ConcurrentHashMap<>();
  private int counter;
  private int sent;
  private int refused;

  /**
   * A worker.
   *
   * @param holds the names of all workers' holds, which each adds to
   */
  Program(long seed, String name, List<Billing> organizations, List<String> holds, Sender sender) {
    this.random = new Random(seed);
    this.name = name;
    this.organizations = organizations;
    this.holds = holds;
    this.sender = sender;
  }

  List<Done> done() {
    return done;
  }

  /** What came in less what was taken, by organization, as the answers say. */
  Map<String, BigDecimal> moved() {
    return moved;
  }

  /** How many requests were refused: there was too little money, or the hold was closed. */
  int refused() {
    return refused;
  }

  /** How often a request was sent, repetitions included. */
  int sent() {
    return sent;
  }

  void step() {
    int dice = random.nextInt(100);
    if (dice < 35 || holds.isEmpty()) {
      place();
    } else if (dice < 50) {
      operate("extensions", operation().put("amount", amount(2)).put("expires_in_seconds", life()));
    } else if (dice < 75) {
      JsonObject capture = operation().put("amount", amount(4)).put("final", random.nextBoolean());
      operate("captures", capture);
    } else if (dice < 80) {
      operate("release", operation());
    } else if (dice < 85) {
      captureSeveral();
    } else if (dice < 92) {
      fund("top-ups", "payment_id", amount(20));
    } else {
      fund("adjustments", "adjustment_id", (random.nextBoolean() ? "-" : "") + amount(3));
    }
    if (!done.isEmpty() && random.nextInt(4) == 0) {
      repeat(done.get(random.nextInt(done.size())));
    }
  }

  private void place() {
    Billing billing = any(organizations);
    String id = billing.organization().tag() + "." + next();
    JsonObject order =
        billing.order("x", amount(4)).put("hold_id", id).put("expires_in_seconds", life());
    Done placed = send("calls-service", "holds", order);
    if (placed.status() == 201) {
      holds.add(id);
    }
  }

  /** One in three lives so short that it expires while it is in use. */
  private int life() {
    return random.nextInt(3) == 0 ? 1 : 600;
  }

  private void operate(String what, JsonObject body) {
    String hold = anyHold();
    Done answer = send("calls-service", "holds/" + hold + "/" + what, body);
    if (what.equals("captures") && answer.status() == 200) {
      taken(hold, answer.answer());
    }
  }

  private void captureSeveral() {
    JsonArray captures = new JsonArray();
    for (int i = random.nextInt(6); i >= 0; i--) {
      captures.add(
          operation()
              .put("hold_id", anyHold())
              .put("amount", amount(2))
              .put("final", random.nextBoolean()));
    }
    Done answer = send("calls-service", "captures", new JsonObject().put("captures", captures));
    for (Object one : answer.answer().getJsonArray("captures")) {
      JsonObject result = ((JsonObject) one).getJsonObject("result");
      if (result != null) {
        taken(result.getString("hold_id"), result);
      }
    }
  }

  private void taken(String hold, JsonObject capture) {
    String tag = hold.substring(0, hold.indexOf('.'));
    Billing billing =
        organizations.stream()
            .filter(one -> one.organization().tag().equals(tag))
            .findFirst()
            .orElseThrow();
    move(billing, new BigDecimal(capture.getString("captured")).negate());
  }

  private void fund(String path, String id, String amount) {
    Billing billing = any(organizations);
    JsonObject body = billing.payment("", amount).put(id, next());
    if (!id.equals("payment_id")) {
      body.remove("payment_id");
    }
    if (send("operator", path, body).status() == 201) {
      move(billing, new BigDecimal(amount));
    }
  }

  private void move(Billing billing, BigDecimal amount) {
    moved.merge(billing.organization().id(), amount, BigDecimal::add);
  }

  private JsonObject operation() {
    return Billing.operation(next());
  }

  private String next() {
    return name + "-" + counter++;
  }

  private String amount(int most) {
    return new BigDecimal(1 + random.nextInt(most * 10_000)).movePointLeft(4).toPlainString();
  }

  /** A recent one: most of the older are closed. */
  private String anyHold() {
    int size = holds.size();
    return holds.get(size - 1 - random.nextInt(Math.min(RECENT, size)));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Done send(String issuer, String path, JsonObject body) {
    Done answer = untilCertain(issuer, path, body.encode());
    if (answer.status() < 300) {
      done.add(answer);
    } else {
      refused++;
    }
    return answer;
  }

  /** Nobody knows what became of a request without an answer: it is sent again. */
  private Done untilCertain(String issuer, String path, String body) {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      sent++;
      Sender.Answer answer = sender.send(issuer, path, body);
      if (answer.status() == 500) {
        throw new AssertionError("500 to " + path + " " + body + ": " + answer.body());
      }
      if (answer.status() != 0 && answer.status() != 503) {
        return checked(
            new Done(issuer, path, body, answer.status(), new JsonObject(answer.body())));
      }
    }
    throw new AssertionError("never answered: " + path + " " + body);
  }

  private static Done checked(Done answer) {
    if (!List.of(200, 201, 402, 409).contains(answer.status())) {
      throw new AssertionError(answer.toString());
    }
    return answer;
  }

  /**
   * What was done is answered as it was; in a batch, what was refused is judged anew, and a closed
   * hold stays closed.
   */
  void repeat(Done before) {
    Done again = untilCertain(before.issuer(), before.path(), before.body());
    if (again.status() != before.status() || !again.answer().equals(before.answer())) {
      throw new AssertionError("was " + before + "\nand is " + again);
    }
  }
}
