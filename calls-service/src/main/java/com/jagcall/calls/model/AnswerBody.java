package com.jagcall.calls.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;

/**
 * The body of one answer as a stream that can be closed at any moment, also before there is one. A
 * request that is cancelled while its answer's head comes in would stay open otherwise: its future
 * is over, and nobody gets the stream.
 */
public final class AnswerBody implements BodyHandler<InputStream> {
  private InputStream stream;
  private boolean isClosed;

  @Override
  public BodySubscriber<InputStream> apply(ResponseInfo head) {
    BodySubscriber<InputStream> body = BodySubscribers.ofInputStream();
    body.getBody().thenAccept(this::opened);
    return body;
  }

  private void opened(InputStream opened) {
    boolean isLate;
    synchronized (this) {
      stream = opened;
      isLate = isClosed;
    }
    if (isLate) {
      close(opened);
    }
  }

  /** Closes it and with it the connection. May be called from any thread, twice. */
  public void close() {
    InputStream open;
    synchronized (this) {
      isClosed = true;
      open = stream;
    }
    if (open != null) {
      close(open);
    }
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // It is closed, whatever it says.
      return;
    }
  }
}
