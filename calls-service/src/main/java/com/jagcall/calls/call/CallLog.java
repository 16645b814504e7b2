package com.jagcall.calls.call;

import com.jagcall.calls.bell.Bell;
import com.jagcall.calls.bell.Channel;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * What happened in a call and what was said, in one order. Written in the transaction of whoever
 * has locked the call.
 */
@ApplicationScoped
public class CallLog {
  private static final int MAX_CAUSE = 200;

  private final Bell bell;

  CallLog(Bell bell) {
    this.bell = bell;
  }

  /** The call is in another state now. */
  Uni<Void> state(Call call, String cause, Instant at) {
    String text = cause.length() > MAX_CAUSE ? cause.substring(0, MAX_CAUSE) : cause;
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into call_entry (call_id, number, at, kind, status, cause)
                        values (:call, :number, :at, 'status', :status, :cause)
                        """)
                    .setParameter("call", call.id())
                    .setParameter("number", call.nextEntry())
                    .setParameter("at", at)
                    .setParameter("status", call.state().status().wire())
                    .setParameter("cause", text)
                    .executeUpdate())
        .chain(() -> bell.ring(Channel.LOG, call.id()));
  }

  /** Something was said. */
  Uni<Void> segment(Call call, Segment segment, Instant at) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into call_entry
                          (call_id, number, at, kind, segment_kind, speaker, text, start_ms, end_ms,
                           confidence)
                        values (:call, :number, :at, 'segment', :kind, :speaker, :text, :start, :end,
                          cast(cast(:confidence as text) as double precision))
                        """)
                    .setParameter("call", call.id())
                    .setParameter("number", call.nextEntry())
                    .setParameter("at", at)
                    .setParameter("kind", segment.kind().wire())
                    .setParameter("speaker", segment.speaker().wire())
                    .setParameter("text", segment.text())
                    .setParameter("start", segment.startMs())
                    .setParameter("end", segment.endMs())
                    .setParameter(
                        "confidence",
                        segment.confidence() == null ? null : segment.confidence().toString())
                    .executeUpdate())
        .chain(() -> bell.ring(Channel.LOG, call.id()));
  }
}
