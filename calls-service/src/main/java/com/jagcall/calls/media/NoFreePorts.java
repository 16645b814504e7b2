package com.jagcall.calls.media;

/**
 * Every pair of the configured range of RTP ports is in use: no further call can have sound now.
 */
public final class NoFreePorts extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoFreePorts(int first, int last) {
    super("All RTP ports from " + first + " to " + last + " are in use.");
  }
}
