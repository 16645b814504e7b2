package com.jagcall.carrier.smsc;

import com.jagcall.carrier.control.Command;
import com.jagcall.carrier.control.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the SMSC can be told. Everything holds until it is told otherwise, or its count is used up.
 */
final class SmscCommands {

  private static final int MAX_COUNT = 1_000_000;
  private static final int MAX_MILLIS = 600_000;
  private static final int MAX_SECONDS = 3600;
  private static final int MAX_STATUS = 0xFFFF;

  private final Smsc smsc;
  private final Traffic traffic;

  SmscCommands(Smsc smsc, Traffic traffic) {
    this.smsc = smsc;
    this.traffic = traffic;
  }

  Map<String, Command> all() {
    Map<String, Command> all = new LinkedHashMap<>();
    all.put("state", new Command("what it has seen, and how it misbehaves", this::state));
    all.put("reset", new Command("behaves again; forget=true empties the counts too", this::reset));
    all.put("throttle", new Command("count=1: answers ESME_RTHROTTLED", this::throttle));
    all.put("refuse", new Command("status=11 count=1: answers that status", this::refuse));
    all.put(
        "delay",
        new Command("millis=0 receipts=500: answers and receipts come later", this::delay));
    all.put("drop", new Command("count=1 taken=true: no answer; taken or not", this::drop));
    all.put(
        "disconnect",
        new Command(
            "seconds=0 after=0: ends every connection, now or instead of the answer to that submit",
            this::disconnect));
    all.put(
        "receipts",
        new Command(
            "state=DELIVRD copies=1 reorder=1 first=false: how receipts come", this::receipts));
    all.put("echo", new Command("on=true: whether recipients answer \"You said: …\"", this::echo));
    all.put(
        "inbound", new Command("from=… to=… text=…: a message from a telephone", this::inbound));
    return all;
  }

  private Object state(Parameters parameters) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("port", smsc.port());
    state.put("binds", smsc.binds());
    state.put("taken", traffic.log.taken());
    state.put("distinct", traffic.log.distinct());
    state.put("repeated", traffic.log.repeated());
    state.put("repeats", traffic.log.repeats());
    state.put("to_deliver", traffic.deliveries.size());
    state.put("deliveries", traffic.deliveries.answers());
    Faults faults = traffic.faults;
    state.put("throttle", faults.throttle.get());
    state.put("refuse", faults.refuse.get());
    state.put("drop", faults.drop.get() + faults.dropAnswer.get());
    state.put("answer_delay_millis", faults.answerDelayMillis);
    state.put("receipt_delay_millis", faults.receiptDelayMillis);
    state.put("receipt_state", faults.receiptState);
    state.put("echo", faults.echo);
    return state;
  }

  private Object reset(Parameters parameters) {
    traffic.faults.reset();
    if (parameters.flag("forget", false)) {
      traffic.log.forget();
    }
    return state(parameters);
  }

  private Object throttle(Parameters parameters) {
    traffic.faults.throttle.set(parameters.number("count", 1, MAX_COUNT));
    return state(parameters);
  }

  private Object refuse(Parameters parameters) {
    traffic.faults.refuseStatus = parameters.number("status", 11, MAX_STATUS);
    traffic.faults.refuse.set(parameters.number("count", 1, MAX_COUNT));
    return state(parameters);
  }

  private Object delay(Parameters parameters) {
    Faults faults = traffic.faults;
    int millis = parameters.number("millis", 0, MAX_MILLIS);
    faults.receiptDelayMillis =
        parameters.number("receipts", faults.receiptDelayMillis, MAX_MILLIS);
    faults.answerDelayMillis = millis;
    return state(parameters);
  }

  private Object drop(Parameters parameters) {
    int count = parameters.number("count", 1, MAX_COUNT);
    boolean isTaken = parameters.flag("taken", true);
    (isTaken ? traffic.faults.dropAnswer : traffic.faults.drop).set(count);
    return state(parameters);
  }

  private Object disconnect(Parameters parameters) {
    int after = parameters.number("after", 0, MAX_COUNT);
    if (after > 0) {
      traffic.faults.disconnectAfter.set(after);
    } else {
      smsc.disconnect(parameters.number("seconds", 0, MAX_SECONDS));
    }
    return state(parameters);
  }

  private Object receipts(Parameters parameters) {
    Faults faults = traffic.faults;
    String state = parameters.text("state").orElse(faults.receiptState);
    if (!state.matches("DELIVRD|EXPIRED|DELETED|UNDELIV|ACCEPTD|UNKNOWN|REJECTD")) {
      throw new IllegalArgumentException(
          "state is DELIVRD, EXPIRED, DELETED, UNDELIV, ACCEPTD, UNKNOWN or REJECTD");
    }
    faults.receiptState = state;
    faults.receiptCopies = parameters.number("copies", faults.receiptCopies, 10);
    faults.reorder = parameters.number("reorder", faults.reorder, MAX_COUNT);
    faults.receiptFirst = parameters.flag("first", faults.receiptFirst);
    return state(parameters);
  }

  private Object echo(Parameters parameters) {
    traffic.faults.echo = parameters.flag("on", true);
    return state(parameters);
  }

  private Object inbound(Parameters parameters) {
    String from = digits(parameters.required("from"));
    String to = digits(parameters.required("to"));
    String text = parameters.required("text");
    return Map.of("parts", traffic.sendMessage(from, to, text));
  }

  /** A plus sign is a blank in a query that is not encoded: both are left out. */
  private static String digits(String number) {
    String digits = number.strip().replaceFirst("^\\+", "");
    if (!digits.matches("[0-9]{3,15}")) {
      throw new IllegalArgumentException("a number is 3 to 15 digits, not " + number);
    }
    return digits;
  }
}
