package com.jagcall.calls.sip;

import java.time.Duration;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jboss.logging.Logger;

/**
 * Asks a trunk's servers with OPTIONS whether they are there. Whatever they answer but 503 says
 * that they are.
 */
final class KeepAlive {

  private static final Logger LOG = Logger.getLogger(KeepAlive.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Core core;
  private final TrunkLine line;

  KeepAlive(Core core, TrunkLine line) {
    this.core = core;
    this.line = line;
  }

  void start() {
    Duration every = line.trunk().keepAlive();
    line.servers(servers -> servers.forEach(server -> ask(server, every)));
    core.loop().after(every, this::start);
  }

  private void ask(NextHop server, Duration every) {
    Probe probe = new Probe(server, every);
    probe.patience = core.loop().after(PATIENCE, probe::failed);
    new Ask(core, line.digest(), this::options, server, probe).send();
  }

  private Request options() {
    Trunk trunk = line.trunk();
    SipURI target = Messages.uri(null, trunk.domain(), 0, trunk.transport());
    String id = Tokens.random();
    Messages.Line head = new Messages.Line(Request.OPTIONS, target, Messages.callId(id), 1);
    Request request =
        core.messages()
            .request(
                head,
                line.account(),
                Tokens.random(),
                Messages.address(target),
                null,
                trunk.transport());
    request.addHeader(
        Messages.HEADERS.createContactHeader(
            core.messages().contact(line.user(), trunk.transport())));
    return request;
  }

  private final class Probe implements SipTransport.Exchange {

    private final NextHop server;
    private final Duration every;
    private Loop.Timer patience = Loop.Timer.NONE;
    private boolean judged;

    Probe(NextHop server, Duration every) {
      this.server = server;
      this.every = every;
    }

    @Override
    public void response(Response response) {
      if (response.getStatusCode() < 200 || judged) {
        return;
      }
      if (response.getStatusCode() == Response.SERVICE_UNAVAILABLE) {
        failed();
        return;
      }
      judged = true;
      patience.cancel();
      line.up(server);
    }

    @Override
    public void failed() {
      if (!judged) {
        judged = true;
        patience.cancel();
        LOG.warnf("trunk %s: %s does not answer", line.trunk().name(), server);
        line.down(server, every.multipliedBy(2).plus(PATIENCE));
      }
    }
  }
}
