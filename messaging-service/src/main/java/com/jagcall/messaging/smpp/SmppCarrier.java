package com.jagcall.messaging.smpp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jsmpp.SMPPConstant;

/** The configured binds, between the service's event loops and jSMPP's threads. */
@ApplicationScoped
public class SmppCarrier implements Carrier {

  private static final Logger LOG = Logger.getLogger(SmppCarrier.class);

  @Inject SmppConfig config;
  @Inject Vertx vertx;
  @Inject CarrierListener listener;
  @Inject MeterRegistry metrics;

  private SubmitQueue queue;
  private Context eventLoop;

  void start(@Observes StartupEvent event) {
    eventLoop = vertx.getOrCreateContext();
    queue = new SubmitQueue(config, this::handle);
    measure();
    queue.start();
    if (config.binds().isEmpty()) {
      LOG.info("no SMPP bind is configured (jagcall.smpp.binds): live messages cannot be sent");
    }
  }

  private void measure() {
    metrics.gauge("jagcall.smpp.waiting", queue, SubmitQueue::waiting);
    for (Bind bind : queue.binds()) {
      Tags tags = Tags.of("bind", bind.name());
      metrics.gauge("jagcall.smpp.bind.up", tags, bind, one -> one.isUp() ? 1 : 0);
      metrics.gauge("jagcall.smpp.bind.under.way", tags, bind, Bind::underWay);
    }
  }

  /**
   * After whoever submits has come to its end, and while what the SMSC still delivers can be
   * stored.
   */
  void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
    queue.stop(config.shutdownTimeout());
  }

  @Override
  public Uni<SubmitOutcome> submit(OutgoingSegment segment) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context caller = Vertx.currentContext();
              Uni<SubmitOutcome> outcome = Uni.createFrom().completionStage(queue.submit(segment));
              return caller == null
                  ? outcome
                  : outcome.emitOn(task -> caller.runOnContext(ignored -> task.run()));
            });
  }

  @Override
  public boolean ready() {
    return queue.isReady();
  }

  private CompletionStage<Integer> handle(Delivery delivery) {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    // A context of its own, as a request has: a Hibernate Reactive session lives in it.
    Context context = VertxContext.createNewDuplicatedContext(eventLoop);
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        ignored ->
            stored(delivery)
                .subscribe()
                .with(
                    status::complete,
                    failure -> {
                      LOG.warn(
                          "what the SMSC delivered was not stored, it is to try again", failure);
                      status.complete(SMPPConstant.STAT_ESME_RX_T_APPN);
                    }));
    return status;
  }

  private Uni<Integer> stored(Delivery delivery) {
    return Uni.createFrom().deferred(() -> tell(delivery));
  }

  private Uni<Integer> tell(Delivery delivery) {
    if (delivery instanceof Delivery.Receipt receipt) {
      return listener.receipt(receipt.receipt()).replaceWith(SMPPConstant.STAT_ESME_ROK);
    } else if (delivery instanceof Delivery.Inbound inbound) {
      return listener.inbound(inbound.segment()).map(SmppCarrier::status);
    }
    LOG.warnf("the SMSC delivered what cannot be read: %s", delivery);
    return Uni.createFrom().item(SMPPConstant.STAT_ESME_RX_R_APPN);
  }

  private static int status(InboundOutcome outcome) {
    return switch (outcome) {
      case STORED -> SMPPConstant.STAT_ESME_ROK;
      case UNKNOWN_NUMBER -> SMPPConstant.STAT_ESME_RINVDSTADR;
      case TRY_LATER -> SMPPConstant.STAT_ESME_RX_T_APPN;
    };
  }
}
