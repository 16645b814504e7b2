package com.jagcall.messaging.testing;

import com.jagcall.messaging.smpp.CarrierListener;
import com.jagcall.messaging.smpp.DeliveryReceipt;
import com.jagcall.messaging.smpp.InboundOutcome;
import com.jagcall.messaging.smpp.InboundSegment;
import com.jagcall.messaging.smpp.InboundSegment.Concatenation;
import com.jagcall.messaging.smpp.ReceiptState;
import com.jagcall.messaging.text.Alphabet;
import com.jagcall.messaging.text.ReceivedPart;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Delivers as the carrier does, and waits for the answer. */
public record Telephone(CarrierListener listener) {

  /** A message of one part. */
  public InboundOutcome write(String from, String to, String text) {
    return await(
        () ->
            listener.inbound(
                new InboundSegment(
                    CarrierDouble.BIND, from, to, part(1, text), Optional.empty(), Instant.now())));
  }

  /** A part of a message. */
  public InboundOutcome writePart(String from, String to, Concatenation place, String text) {
    return await(
        () ->
            listener.inbound(
                new InboundSegment(
                    CarrierDouble.BIND,
                    from,
                    to,
                    part(place.number(), text),
                    Optional.of(place),
                    Instant.now())));
  }

  private static ReceivedPart part(int number, String text) {
    // Unlike getBytes, also of half a surrogate pair.
    ByteBuffer octets = ByteBuffer.allocate(2 * text.length());
    text.chars().forEach(unit -> octets.putChar((char) unit));
    return new ReceivedPart(number, Alphabet.UCS2, octets.array());
  }

  /** A receipt. */
  public void receipt(String carrierMessageId, ReceiptState state) {
    await(
        () ->
            listener.receipt(
                new DeliveryReceipt(
                    CarrierDouble.BIND, carrierMessageId, state, null, Instant.now())));
  }

  private static <T> T await(Supplier<Uni<T>> delivery) {
    try {
      return VertxContextSupport.subscribeAndAwait(
          () -> delivery.get().ifNoItem().after(Duration.ofSeconds(30)).fail());
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
