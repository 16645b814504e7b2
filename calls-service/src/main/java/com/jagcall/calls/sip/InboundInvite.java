package com.jagcall.calls.sip;

/**
 * A call that comes in, from a trunk that was recognised.
 *
 * @param from the caller's number in E.164 as the trunk asserts it, or null when it is withheld or
 *     is not a number
 * @param to the number called in E.164, or null when it is none
 * @param sdpOffer null when the caller leaves the offer to us
 * @param trunk the trunk's name
 */
public record InboundInvite(String from, String to, String sdpOffer, String trunk) {}
