package com.jagcall.messaging.delivery;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param lease for which whoever submits a message has it
 * @param confirmAccepted how long it is waited for receipts of what the carrier has
 * @param confirmUnanswered how long it is waited for a receipt of what it may have; below the time
 *     that money is held
 * @param maxBackOff between two attempts
 */
public record Terms(
    Duration lease, Duration confirmAccepted, Duration confirmUnanswered, Duration maxBackOff) {}
