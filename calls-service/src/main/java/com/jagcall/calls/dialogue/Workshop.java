package com.jagcall.calls.dialogue;

import java.util.concurrent.Executor;

/**
 * What all conversations of a process share.
 *
 * @param threads for their events; none of these waits for anything
 * @param metrics what they took
 * @param timing how long they wait
 */
public record Workshop(Executor threads, TalkMetrics metrics, Timing timing) {}
