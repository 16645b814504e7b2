package com.jagcall.messaging.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.util.DefaultDecomposer;
import org.jsmpp.util.PDUDecomposer;

/**
 * One connection of a bind, from binding to its end; a bind has one after the other. Everything is
 * written by the bind's one thread, so that a stalled SMSC holds nothing but that.
 */
final class Link implements IncomingPdus.Taker {

  private static final Logger LOG = Logger.getLogger(Link.class);

  private static final Duration UNBIND_TIMEOUT = Duration.ofSeconds(2);
  private static final int OTHER_PDUS = 100;

  private record UnderWay(Consumer<SubmitResult> result, long writtenNanos) {}

  private final String name;
  private final SmppConfig.BindConfig config;
  private final ExecutorService writer;
  private final Receiver receiver;
  private final SubmitSession session;
  private final PDUDecomposer decomposer = new DefaultDecomposer();
  private final Map<Integer, UnderWay> underWay = new ConcurrentHashMap<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile long writingSinceNanos;
  private volatile Runnable onEnd = () -> {};

  Link(String name, SmppConfig.BindConfig config, ExecutorService writer, DeliveryHandler handler) {
    this.name = name;
    this.config = config;
    this.writer = writer;
    this.receiver = new Receiver(name, config, handler);
    this.session = new SubmitSession(new Sockets(config), this);
  }

  /**
   * Connects and binds; waits for both. {@code onEnd} runs once, when the connection ends after
   * that.
   *
   * @throws IOException when the SMSC is not there or does not want us
   */
  void open(Runnable onEnd) throws IOException {
    SmppConfig.Timing timing = config.timing();
    session.setEnquireLinkTimer(Math.toIntExact(timing.enquireLink().toMillis()));
    session.setTransactionTimer(timing.response().toMillis());
    session.setPduProcessorDegree(1);
    session.setQueueCapacity(OTHER_PDUS);
    session.addSessionStateListener(
        (state, old, source) -> {
          if (state == SessionState.CLOSED) {
            end();
          }
        });
    try {
      session.connectAndBind(
          config.host(), config.port(), parameters(), timing.connect().toMillis());
    } catch (IOException | RuntimeException refused) {
      session.close();
      throw refused;
    }
    this.onEnd = onEnd;
    if (ended.get()) {
      throw new IOException("the SMSC closed the connection after the bind");
    }
  }

  private BindParameter parameters() {
    return new BindParameter(
        BindType.BIND_TRX,
        config.systemId(),
        config.password(),
        config.systemType().orElse(""),
        TypeOfNumber.UNKNOWN,
        NumberingPlanIndicator.UNKNOWN,
        "");
  }

  boolean isUp() {
    return !ended.get() && session.canSubmit();
  }

  /**
   * Ends with exactly one result, at the latest after the bind's time for an answer. Does not wait.
   */
  void submit(ShortMessage message, Consumer<SubmitResult> result) {
    try {
      writer.execute(() -> write(message, result));
    } catch (RejectedExecutionException stopped) {
      result.accept(new SubmitResult.NotWritten());
    }
  }

  private void write(ShortMessage message, Consumer<SubmitResult> result) {
    if (!isUp()) {
      result.accept(new SubmitResult.NotWritten());
      return;
    }
    int sequence = session.nextSequence();
    writingSinceNanos = System.nanoTime();
    // Before it is written: the answer may be quicker than this thread.
    underWay.put(sequence, new UnderWay(result, writingSinceNanos));
    if (ended.get()) {
      // Nothing has been written yet; if it is not there any more, the end has already answered.
      settle(sequence, new SubmitResult.NotWritten());
      return;
    }
    try {
      session.submit(sequence, message);
    } catch (PDUStringException | IllegalArgumentException impossible) {
      settle(sequence, new SubmitResult.Impossible(impossible.getMessage()));
    } catch (IOException broken) {
      settle(sequence, new SubmitResult.Unanswered());
      session.close();
    } finally {
      writingSinceNanos = 0;
    }
  }

  private void settle(int sequence, SubmitResult result) {
    UnderWay one = underWay.remove(sequence);
    if (one != null) {
      one.result().accept(result);
    }
  }

  @Override
  public boolean isSubmitUnderWay(int sequence) {
    return underWay.containsKey(sequence);
  }

  @Override
  public void submitAnswered(Command header, byte[] pdu) {
    int status = header.getCommandStatus();
    String id = "";
    if (status == SMPPConstant.STAT_ESME_ROK) {
      try {
        id = decomposer.submitSmResp(pdu).getMessageId();
      } catch (PDUStringException | RuntimeException unreadable) {
        LOG.warnf("bind %s: an answer whose message id cannot be read", name);
      }
    }
    String canonical = id == null ? "" : MessageIds.canonical(id, config.submitIds());
    settle(header.getSequenceNumber(), new SubmitResult.Answered(status, canonical));
  }

  @Override
  public void delivered(Command header, byte[] pdu) {
    int sequence = header.getSequenceNumber();
    receiver.receive(pdu).thenAccept(status -> answer(sequence, status));
  }

  @Override
  public void unbound(byte[] pdu) {
    session.unbindAnswered(decomposer.unbindResp(pdu));
  }

  private void answer(int sequence, int status) {
    try {
      writer.execute(() -> writeAnswer(sequence, status));
    } catch (RejectedExecutionException stopped) {
      // Without an answer it is delivered again.
    }
  }

  private void writeAnswer(int sequence, int status) {
    if (ended.get()) {
      return;
    }
    writingSinceNanos = System.nanoTime();
    try {
      session.answerDelivery(sequence, status);
    } catch (IOException broken) {
      session.close();
    } finally {
      writingSinceNanos = 0;
    }
  }

  /**
   * Settles what has waited for its answer too long, and ends a connection that takes nothing any
   * more.
   */
  void sweep(long nowNanos) {
    long patienceNanos = config.timing().response().toNanos();
    underWay.forEach(
        (sequence, one) -> {
          if (nowNanos - one.writtenNanos() > patienceNanos) {
            settle(sequence, new SubmitResult.Unanswered());
          }
        });
    long since = writingSinceNanos;
    if (since != 0 && nowNanos - since > patienceNanos) {
      LOG.warnf("bind %s: the SMSC takes nothing any more; the connection is closed", name);
      session.close();
    }
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      underWay.keySet().forEach(sequence -> settle(sequence, new SubmitResult.Unanswered()));
      onEnd.run();
    }
  }

  /** Takes leave of the SMSC, or ends the connection if that takes too long. */
  void unbind() {
    session.setTransactionTimer(UNBIND_TIMEOUT.toMillis());
    session.unbindAndClose();
  }
}
