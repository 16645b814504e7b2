package com.jagcall.calls.call;

import java.time.Instant;

/**
 * How a call ended.
 *
 * @param at charging ends
 * @param isRecorded whether its recording can be fetched
 * @param detail for the log of the call, such as {@code 486 Busy Here}; null: nothing to add
 */
public record Ending(EndReason reason, Instant at, boolean isRecorded, String detail) {}
