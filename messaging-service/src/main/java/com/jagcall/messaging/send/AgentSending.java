package com.jagcall.messaging.send;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.messaging.bell.Doorbell;
import com.jagcall.messaging.departure.Departures;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageRepository;
import com.jagcall.messaging.number.Numbers;
import com.jagcall.messaging.optout.OptOutRepository;
import com.jagcall.messaging.send.Payments.Paid;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Accepts a message of an agent's, by the rules of clients' messages. Its name is chosen by whoever
 * asks, so that asking twice sends once, whatever is killed when.
 */
@ApplicationScoped
class AgentSending {
  private static final Logger LOG = Logger.getLogger(AgentSending.class);

  private final Numbers numbers;
  private final Payments payments;
  private final OptOutRepository optOuts;
  private final MessageRepository messages;
  private final Departures departures;
  private final Doorbell bell;

  AgentSending(
      Numbers numbers,
      Payments payments,
      OptOutRepository optOuts,
      MessageRepository messages,
      Departures departures,
      Doorbell bell) {
    this.numbers = numbers;
    this.payments = payments;
    this.optOuts = optOuts;
    this.messages = messages;
    this.departures = departures;
    this.bell = bell;
  }

  Uni<Message> send(SendForAgentRequest request) {
    request.check();
    return Panache.withSession(() -> accepted(request))
        .chain(
            before ->
                before
                    .map(message -> Uni.createFrom().item(message))
                    .orElseGet(() -> sendNew(request)));
  }

  /** The message, if it was accepted before. */
  private Uni<Optional<Message>> accepted(SendForAgentRequest request) {
    return messages
        .find(request.messageId())
        .invoke(
            found -> {
              if (found.isPresent() && !request.is(found.get())) {
                throw new ApiException(
                    ErrorCode.CONFLICT, "The message_id is the name of another message.");
              }
            });
  }

  private Uni<Message> sendNew(SendForAgentRequest request) {
    return numbers
        .mustSend(request.tenant(), request.from())
        .chain(
            () -> payments.pay(request.tenant(), request.messageId(), request.to(), request.body()))
        .chain(paid -> accept(request, paid));
  }

  private Uni<Message> accept(SendForAgentRequest request, Paid paid) {
    return Panache.withTransaction(() -> acceptOnce(request, paid))
        .call(
            message ->
                paid.holdId() == null || paid.holdId().equals(message.holdId())
                    ? Uni.createFrom().voidItem()
                    : giveBack(paid))
        // A refusal rolled everything back. After any other failure nobody knows whether it was
        // committed: the hold ends by itself.
        .onFailure(ApiException.class)
        .call(() -> giveBack(paid))
        .invoke(bell::ring);
  }

  private Uni<Message> acceptOnce(SendForAgentRequest request, Paid paid) {
    return messages
        .reserve(request.messageId())
        .chain(() -> accepted(request))
        .chain(
            before ->
                before.isPresent()
                    ? Uni.createFrom().item(before.get())
                    : optOuts
                        .exists(request.tenant(), request.from(), request.to())
                        .invoke(Sending::refuseIfOptedOut)
                        .chain(() -> departures.accept(request.outbound(paid))));
  }

  private Uni<Void> giveBack(Paid paid) {
    return payments
        .giveBack(paid)
        .onFailure()
        .invoke(failure -> LOG.warnf("Not given back, left to its end: %s", failure))
        .onFailure()
        .recoverWithNull();
  }
}
