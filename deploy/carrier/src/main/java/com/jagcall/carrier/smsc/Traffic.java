package com.jagcall.carrier.smsc;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;

/** What is done with each message: the answer, the receipt, the reply. */
final class Traffic implements AutoCloseable {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyMMddHHmm");

  /** A group of receipts that is not full by then is sent as it is. */
  private static final long REORDER_PATIENCE_MILLIS = 1000;

  final Faults faults = new Faults();
  final SubmitLog log = new SubmitLog();
  final DeliveryQueue deliveries;
  private final Echo echo;
  private final ScheduledThreadPoolExecutor timer;

  /** Ids are not used again after a restart, unless there were more than a million in a second. */
  private final AtomicLong lastId = new AtomicLong(System.currentTimeMillis() << 10);

  private final AtomicInteger references = new AtomicInteger();
  private final List<Outgoing> heldReceipts = new ArrayList<>();

  Traffic(Supplier<SmscSession> anySession) {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "smsc-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    deliveries = new DeliveryQueue(timer, anySession);
    echo = new Echo(this::sendMessage);
  }

  /** Called in the session's reading thread. */
  void submitted(SmscSession session, SubmitSm pdu) {
    Faults.Treatment treatment = faults.next();
    switch (treatment) {
      case THROTTLE -> answer(session, pdu, SMPPConstant.STAT_ESME_RTHROTTLED, "");
      case REFUSE -> answer(session, pdu, faults.refuseStatus, "");
      case DROP -> {}
      case TAKE, DROP_ANSWER, DISCONNECT -> take(session, pdu, treatment);
    }
  }

  private void take(SmscSession session, SubmitSm pdu, Faults.Treatment treatment) {
    log.add(pdu);
    String id = Long.toHexString(lastId.incrementAndGet());
    boolean isReceiptWanted = (pdu.getRegisteredDelivery() & 1) != 0;
    if (isReceiptWanted && faults.receiptFirst) {
      sendReceipt(pdu, id);
    }
    switch (treatment) {
      case DISCONNECT -> timer.execute(session::close);
      case TAKE -> answer(session, pdu, SMPPConstant.STAT_ESME_ROK, id);
      default -> {}
    }
    if (isReceiptWanted && !faults.receiptFirst) {
      long delay = (long) faults.answerDelayMillis + faults.receiptDelayMillis;
      timer.schedule(() -> sendReceipt(pdu, id), delay, TimeUnit.MILLISECONDS);
    }
    if (faults.echo) {
      long delay = (long) faults.answerDelayMillis + faults.receiptDelayMillis;
      timer.schedule(() -> echo.heard(pdu), delay, TimeUnit.MILLISECONDS);
    }
  }

  private void answer(SmscSession session, SubmitSm pdu, int status, String id) {
    int delay = faults.answerDelayMillis;
    if (delay == 0) {
      answerNow(session, pdu, status, id);
    } else {
      timer.schedule(() -> answerNow(session, pdu, status, id), delay, TimeUnit.MILLISECONDS);
    }
  }

  private static void answerNow(SmscSession session, SubmitSm pdu, int status, String id) {
    try {
      session.answer(pdu, status, id);
    } catch (IOException gone) {
      session.close();
    }
  }

  private void sendReceipt(SubmitSm pdu, String id) {
    String state = faults.receiptState;
    boolean isDelivered = state.equals("DELIVRD");
    String stamp = ZonedDateTime.now(ZoneOffset.UTC).format(STAMP);
    String text =
        "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:"
            .formatted(
                id, isDelivered ? "001" : "000", stamp, stamp, state, isDelivered ? "000" : "001");
    Outgoing receipt =
        Outgoing.receipt(
            pdu.getSourceAddr(),
            pdu.getDestAddress(),
            text,
            new OptionalParameter.Receipted_message_id(id),
            new OptionalParameter.Message_state(messageState(state)));
    for (int copy = 0; copy < faults.receiptCopies; copy++) {
      release(receipt);
    }
  }

  /** SMPP 3.4 section 5.2.28. */
  private static byte messageState(String state) {
    return switch (state) {
      case "DELIVRD" -> 2;
      case "EXPIRED" -> 3;
      case "DELETED" -> 4;
      case "UNDELIV" -> 5;
      case "ACCEPTD" -> 6;
      case "REJECTD" -> 8;
      default -> 7;
    };
  }

  private void release(Outgoing receipt) {
    if (faults.reorder <= 1) {
      deliveries.add(receipt);
      return;
    }
    synchronized (heldReceipts) {
      heldReceipts.add(receipt);
      if (heldReceipts.size() == 1) {
        timer.schedule(this::releaseHeld, REORDER_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      }
      if (heldReceipts.size() < faults.reorder) {
        return;
      }
    }
    releaseHeld();
  }

  private void releaseHeld() {
    List<Outgoing> released;
    synchronized (heldReceipts) {
      released = new ArrayList<>(heldReceipts);
      heldReceipts.clear();
    }
    Collections.reverse(released);
    released.forEach(deliveries::add);
  }

  /** Sends a message as a telephone would, and says in how many parts. */
  int sendMessage(String from, String to, String text) {
    List<Outgoing> parts = Outgoing.message(from, to, text, references.incrementAndGet());
    parts.forEach(deliveries::add);
    return parts.size();
  }

  void deliverWaiting() {
    deliveries.pump();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
