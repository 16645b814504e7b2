package com.jagcall.billing.hold;

import com.jagcall.billing.hold.HoldRequests.CaptureOne;
import com.jagcall.billing.hold.HoldRequests.ReleaseOne;
import com.jagcall.common.outbox.EventHandler;
import com.jagcall.common.outbox.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;

/**
 * Charges and releases that come as events, so that they happen with the sender's own change. What
 * cannot be done, such as to a hold that nobody knows, is not lost: the event comes again and again
 * until somebody has looked after it.
 */
final class HoldEvents {
  private static final Set<String> SENDERS =
      Set.of("calls-service", "messaging-service", "numbers-service");

  private HoldEvents() {}

  private static <T> T valid(Validator validator, ReceivedEvent event, Class<T> shape) {
    T payload = event.payload(shape);
    Set<ConstraintViolation<T>> broken = validator.validate(payload);
    if (!broken.isEmpty()) {
      throw new ConstraintViolationException(broken);
    }
    return payload;
  }

  /** Something did cost. */
  @ApplicationScoped
  static class CaptureHandler implements EventHandler {
    private final Holds holds;
    private final Validator validator;

    CaptureHandler(Holds holds, Validator validator) {
      this.holds = holds;
      this.validator = validator;
    }

    @Override
    public String type() {
      return "hold.capture";
    }

    @Override
    public Set<String> senders() {
      return SENDERS;
    }

    @Override
    public Uni<Void> handle(ReceivedEvent event) {
      CaptureOne capture = valid(validator, event, CaptureOne.class);
      return holds.carryOut(event.sender(), capture.command()).replaceWithVoid();
    }
  }

  /** Something will cost nothing. */
  @ApplicationScoped
  static class ReleaseHandler implements EventHandler {
    private final Holds holds;
    private final Validator validator;

    ReleaseHandler(Holds holds, Validator validator) {
      this.holds = holds;
      this.validator = validator;
    }

    @Override
    public String type() {
      return "hold.release";
    }

    @Override
    public Set<String> senders() {
      return SENDERS;
    }

    @Override
    public Uni<Void> handle(ReceivedEvent event) {
      ReleaseOne release = valid(validator, event, ReleaseOne.class);
      return holds
          .carryOut(event.sender(), HoldCommand.release(release.holdId(), release.operationId()))
          .replaceWithVoid();
    }
  }
}
