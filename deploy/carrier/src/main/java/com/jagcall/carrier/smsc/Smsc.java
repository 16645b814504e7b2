package com.jagcall.carrier.smsc;

import com.jagcall.carrier.Part;
import com.jagcall.carrier.control.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.connection.socket.SocketConnection;

/**
 * A short message service centre: takes binds with the right password, acknowledges what is
 * submitted, sends receipts, and answers each message with one from its recipient. It can be told
 * to misbehave: see {@link SmscCommands}.
 */
public final class Smsc implements Part {

  private static final Logger LOG = Logger.getLogger(Smsc.class.getName());
  private static final long BIND_TIMEOUT_MILLIS = 5000;
  private static final int ENQUIRE_LINK_MILLIS = 30_000;
  private static final int MAX_SESSIONS = 50;
  private static final int SOCKET_BUFFER_BYTES = 16 * 1024;
  private static final String NAME = "JagCall";

  private final int port;
  private final String systemId;
  private final String password;
  private final List<SmscSession> sessions = new CopyOnWriteArrayList<>();
  private final ExecutorService binding = Executors.newCachedThreadPool(Smsc::daemon);
  private final Traffic traffic = new Traffic(this::anySession);
  private volatile long refuseBindsUntilNanos = System.nanoTime();
  private volatile ServerSocket server;

  /**
   * @param port 0 takes any free one
   */
  public Smsc(int port, String systemId, String password) {
    this.port = port;
    this.systemId = systemId;
    this.password = password;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "smsc");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public String name() {
    return "smsc";
  }

  @Override
  public Map<String, Command> commands() {
    return new SmscCommands(this, traffic).all();
  }

  @Override
  public void start() throws IOException {
    server = new ServerSocket(port, MAX_SESSIONS, InetAddress.getLoopbackAddress());
    LOG.info("the SMSC listens on port " + port());
    binding.execute(this::acceptAll);
  }

  /** Where it listens; after {@link #start}. */
  public int port() {
    return server.getLocalPort();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        binding.execute(() -> bind(socket));
      } catch (IOException closed) {
        LOG.log(Level.FINE, "no more connections", closed);
      }
    }
  }

  private void bind(Socket socket) {
    try {
      SmscSession session =
          SmscSession.of(new SocketConnection(socket, SOCKET_BUFFER_BYTES), traffic::submitted);
      session.setEnquireLinkTimer(ENQUIRE_LINK_MILLIS);
      session.addSessionStateListener(
          (state, old, source) -> {
            if (state == SessionState.CLOSED) {
              ended(session);
            }
          });
      BindRequest request = session.waitForBind(BIND_TIMEOUT_MILLIS);
      int status = refusal(request);
      if (status == SMPPConstant.STAT_ESME_ROK) {
        request.accept(NAME, InterfaceVersion.IF_34);
        sessions.add(session);
        LOG.info("bound: " + request.getBindType() + " of " + request.getSystemId());
        traffic.deliverWaiting();
      } else {
        request.reject(status);
        LOG.info("a bind was refused with status " + status);
      }
    } catch (IOException | TimeoutException | PDUStringException | IllegalStateException failure) {
      LOG.info("a connection did not become a bind: " + failure.getMessage());
    }
  }

  private int refusal(BindRequest request) {
    if (System.nanoTime() - refuseBindsUntilNanos < 0 || sessions.size() >= MAX_SESSIONS) {
      return SMPPConstant.STAT_ESME_RBINDFAIL;
    } else if (!request.getSystemId().equals(systemId)) {
      return SMPPConstant.STAT_ESME_RINVSYSID;
    }
    return request.getPassword().equals(password)
        ? SMPPConstant.STAT_ESME_ROK
        : SMPPConstant.STAT_ESME_RINVPASWD;
  }

  private void ended(SmscSession session) {
    if (sessions.remove(session)) {
      LOG.info("a bind ended");
    }
    session.giveUpDeliveries();
  }

  private SmscSession anySession() {
    return sessions.stream().filter(SmscSession::canDeliver).findFirst().orElse(null);
  }

  int binds() {
    return sessions.size();
  }

  /**
   * Ends every connection, without unbinding.
   *
   * @param refuseBindsSeconds for so long nobody is bound again
   */
  void disconnect(int refuseBindsSeconds) {
    refuseBindsUntilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(refuseBindsSeconds);
    sessions.forEach(SmscSession::close);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException neverMind) {
      LOG.log(Level.FINE, "closing", neverMind);
    }
    sessions.parallelStream().forEach(SmscSession::unbindAndClose);
    traffic.close();
    binding.shutdownNow();
  }
}
