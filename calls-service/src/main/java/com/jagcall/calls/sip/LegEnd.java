package com.jagcall.calls.sip;

import java.time.Instant;

/**
 * How a leg ended.
 *
 * @param sipStatus the final response that ended it, 0 if none did
 * @param reason for the log: the peer's reason phrase or ours, printable ASCII, at most 100
 *     characters
 * @param remote whether the other side ended it
 * @param at the moment that counts for the bill: the BYE sent or received
 */
public record LegEnd(EndCause cause, int sipStatus, String reason, boolean remote, Instant at) {}
