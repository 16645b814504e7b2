package com.jagcall.messaging.smpp;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
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

/** jSMPP's own server, which acknowledges everything and does nothing else. */
final class BenchmarkSmsc implements ServerMessageReceiverListener, AutoCloseable {

  private static final int WINDOW = 1000;

  private final SMPPServerSessionListener server;
  private final int port;
  private final AtomicLong ids = new AtomicLong();

  private BenchmarkSmsc() throws IOException {
    // It cannot tell which port it was given: so it is given a free one.
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    server = new SMPPServerSessionListener(port);
    server.setQueueCapacity(WINDOW);
    server.setMessageReceiverListener(this);
  }

  static BenchmarkSmsc start() throws IOException {
    BenchmarkSmsc smsc = new BenchmarkSmsc();
    Thread accepting = new Thread(smsc::accept, "benchmark-smsc");
    accepting.setDaemon(true);
    accepting.start();
    return smsc;
  }

  int port() {
    return port;
  }

  private void accept() {
    try {
      while (true) {
        SMPPServerSession session = server.accept();
        session.waitForBind(5000).accept("benchmark", InterfaceVersion.IF_34);
      }
    } catch (Exception closed) {
      // The end of the benchmark.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  @Override
  public SubmitSmResult onAcceptSubmitSm(SubmitSm pdu, SMPPServerSession source) {
    try {
      String id = Long.toHexString(ids.incrementAndGet());
      return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
    } catch (PDUStringException tooLong) {
      throw new IllegalStateException(tooLong);
    }
  }

  @Override
  public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti pdu, SMPPServerSession source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public QuerySmResult onAcceptQuerySm(QuerySm pdu, SMPPServerSession source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onAcceptReplaceSm(ReplaceSm pdu, SMPPServerSession source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onAcceptCancelSm(CancelSm pdu, SMPPServerSession source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm pdu, SMPPServerSession source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onAcceptCancelBroadcastSm(CancelBroadcastSm pdu, SMPPServerSession source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
      QueryBroadcastSm pdu, SMPPServerSession source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm pdu, Session source) {
    throw new UnsupportedOperationException();
  }
}
