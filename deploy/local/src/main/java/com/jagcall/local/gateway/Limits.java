package com.jagcall.local.gateway;

import java.time.Duration;

/**
 * The gateway's bounds.
 *
 * @param maxBodyBytes a longer request body is answered with 413
 * @param bodyTimeout within which a request body must have come in
 * @param connectTimeout within which a replica must take a connection
 * @param answerTimeout within which a service must begin to answer; a stream may then go on
 * @param idleTimeout after which a connection that carries nothing is closed, streams and
 *     websockets included
 * @param drainTimeout how long running requests may still take when the gateway closes
 */
public record Limits(
    long maxBodyBytes,
    Duration bodyTimeout,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration idleTimeout,
    Duration drainTimeout) {

  public static final Limits DEFAULT =
      new Limits(
          1 << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5));

  /** With more time for a service to begin to answer: in dev mode it may have to compile first. */
  public Limits withAnswerTimeout(Duration timeout) {
    return new Limits(
        maxBodyBytes, bodyTimeout, connectTimeout, timeout, idleTimeout, drainTimeout);
  }

  /** Header lines of one request together; the services allow 20 KiB. */
  static final int MAX_HEADER_BYTES = 16 * 1024;

  static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;

  /** What a service may answer in headers, cookies included. */
  static final int MAX_ANSWER_HEADER_BYTES = 64 * 1024;

  /** Running requests to one replica, streams included; more wait for {@link #connectTimeout}. */
  static final int MAX_CONNECTIONS_TO_REPLICA = 512;

  static final int MAX_WAITING_FOR_REPLICA = 2_048;

  /** How much of a refused body is still read, so that the client lives to see the answer. */
  static final long MAX_DISCARDED_BYTES = 64L << 20;

  static final Duration DISCARD_TIMEOUT = Duration.ofSeconds(15);
}
