package com.jagcall.messaging.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/**
 * An SMSC in a process of its own, as quick as jSMPP makes one: takes everything, and says of
 * messages that begin with {@code probe} when they came, in microseconds of the clock.
 */
public final class BenchSmsc {
  private static final AtomicLong IDS = new AtomicLong();

  private BenchSmsc() {}

  /** Arguments: the port, and whether receipts are sent. */
  public static void main(String[] arguments) throws Exception {
    boolean sendsReceipts = Boolean.parseBoolean(arguments[1]);
    ExecutorService receipts = Executors.newSingleThreadExecutor();
    try (SMPPServerSessionListener listener =
        new SMPPServerSessionListener(Integer.parseInt(arguments[0]))) {
      System.out.println("listening");
      while (true) {
        SMPPServerSession session = listener.accept();
        session.setMessageReceiverListener(
            (Submits)
                (submit, source) -> {
                  String id = Long.toHexString(IDS.incrementAndGet());
                  probe(submit);
                  if (sendsReceipts) {
                    receipts.execute(() -> receipt(source, submit, id));
                  }
                  return result(id);
                });
        session.setTransactionTimer(60_000);
        session.waitForBind(10_000).accept("bench");
      }
    }
  }

  private static SubmitSmResult result(String id) {
    try {
      return new SubmitSmResult(new MessageId(id), null);
    } catch (PDUStringException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void probe(SubmitSm submit) {
    String text = new String(submit.getShortMessage(), StandardCharsets.US_ASCII);
    if (text.startsWith("probe")) {
      System.out.println(text + " " + ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }
  }

  private static void receipt(SMPPServerSession session, SubmitSm submit, String id) {
    String text =
        "id:%s sub:001 dlvrd:001 submit date:2601011200 done date:2601011200 stat:DELIVRD err:000 text:"
            .formatted(id);
    try {
      session.deliverShortMessage(
          "",
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          submit.getDestAddress(),
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          submit.getSourceAddr(),
          new ESMClass(MessageType.SMSC_DEL_RECEIPT.value()),
          (byte) 0,
          (byte) 0,
          new RegisteredDelivery(0),
          DataCodings.ZERO,
          text.getBytes(StandardCharsets.US_ASCII));
    } catch (Exception e) {
      System.out.println("no receipt: " + e);
    }
  }

  /** Takes submits, and nothing else. */
  private interface Submits extends ServerMessageReceiverListener {
    @Override
    default QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession source) {
      throw new UnsupportedOperationException();
    }

    @Override
    default SubmitMultiResult onAcceptSubmitMulti(SubmitMulti submit, SMPPServerSession source) {
      throw new UnsupportedOperationException();
    }

    @Override
    default void onAcceptReplaceSm(ReplaceSm replace, SMPPServerSession source) {
      throw new UnsupportedOperationException();
    }

    @Override
    default void onAcceptCancelSm(CancelSm cancel, SMPPServerSession source) {
      throw new UnsupportedOperationException();
    }

    @Override
    default BroadcastSmResult onAcceptBroadcastSm(BroadcastSm broadcast, SMPPServerSession source) {
      throw new UnsupportedOperationException();
    }

    @Override
    default void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession source) {
      throw new UnsupportedOperationException();
    }

    @Override
    default QueryBroadcastSmResult onAcceptQueryBroadcastSm(
        QueryBroadcastSm query, SMPPServerSession source) {
      throw new UnsupportedOperationException();
    }

    @Override
    default DataSmResult onAcceptDataSm(DataSm data, Session source) {
      throw new UnsupportedOperationException();
    }
  }
}
