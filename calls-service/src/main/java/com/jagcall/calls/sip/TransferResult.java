package com.jagcall.calls.sip;

/**
 * What became of a transfer.
 *
 * @param accepted whether the new call was answered, or at least taken over by a peer that tells no
 *     more
 * @param sipStatus the status of the new call, or of the refused REFER; 0 when nothing came in time
 */
public record TransferResult(boolean accepted, int sipStatus) {}
