package com.jagcall.calls.queue;

/**
 * How many calls of a tenant may begin.
 *
 * @param upAtOnce how many may be up
 * @param perSecond how many may begin in a second, and at once after a rest
 * @param here how many more this replica carries
 */
public record Limits(int upAtOnce, int perSecond, int here) {}
