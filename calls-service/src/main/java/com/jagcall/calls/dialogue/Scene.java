package com.jagcall.calls.dialogue;

import java.util.concurrent.Executor;

/**
 * What all parts of a conversation share.
 *
 * @param events runs the events of one conversation one after the other, never within another
 */
record Scene(Executor events, Ticker ticker, Timing timing) {}
