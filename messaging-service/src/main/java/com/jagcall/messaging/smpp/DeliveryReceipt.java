package com.jagcall.messaging.smpp;

import java.time.Instant;

/**
 * What became of a segment that the SMSC had accepted. Comes in any order, more than once, and
 * perhaps before the answer to its submit.
 *
 * @param bind where it came in
 * @param carrierMessageId as {@link SubmitOutcome.Accepted#carrierMessageId()} has it
 * @param errorCode the network's (receipt text {@code err:}), or null
 * @param at when it came in
 */
public record DeliveryReceipt(
    String bind, String carrierMessageId, ReceiptState state, String errorCode, Instant at) {}
