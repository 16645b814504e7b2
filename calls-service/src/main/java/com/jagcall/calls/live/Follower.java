package com.jagcall.calls.live;

import com.jagcall.common.credential.Tenant;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.List;
import java.util.function.Function;

/**
 * One client that follows one call. Reads what is new whenever it is told that something may be,
 * one page after the other, never two at a time.
 *
 * @param <E> what the client is sent
 */
final class Follower<E> {
  private final Tenant tenant;
  private final String callId;
  private final E greeting;
  private final LogReader reader;
  private final MultiEmitter<? super E> client;
  private final Function<LogEntry, E> format;
  private int seen;
  private boolean isReading;
  private boolean readAgain;

  Follower(
      Tenant tenant,
      String callId,
      int seen,
      E greeting,
      LogReader reader,
      MultiEmitter<? super E> client,
      Function<LogEntry, E> format) {
    this.tenant = tenant;
    this.callId = callId;
    this.seen = seen;
    this.greeting = greeting;
    this.reader = reader;
    this.client = client;
    this.format = format;
  }

  Tenant tenant() {
    return tenant;
  }

  String callId() {
    return callId;
  }

  /** Nothing more comes, from this replica at least. */
  void end() {
    client.complete();
  }

  /** Sends what is no entry. */
  void keepAlive() {
    client.emit(greeting);
  }

  /** Something may be new. */
  void look() {
    int after;
    synchronized (this) {
      readAgain = true;
      if (isReading || client.isCancelled()) {
        return;
      }
      isReading = true;
      readAgain = false;
      after = seen;
    }
    // When it cannot be read now, the client is told to come again: its number tells where to go
    // on.
    reader.after(tenant, callId, after).subscribe().with(this::read, failure -> end());
  }

  private void read(List<LogEntry> entries) {
    boolean goOn;
    for (LogEntry entry : entries) {
      client.emit(format.apply(entry));
    }
    synchronized (this) {
      seen = entries.isEmpty() ? seen : entries.get(entries.size() - 1).number();
      isReading = false;
      goOn = readAgain || entries.size() == LogReader.PAGE;
    }
    if (!entries.isEmpty() && entries.get(entries.size() - 1).isLast()) {
      end();
    } else if (goOn) {
      look();
    }
  }
}
