package com.jagcall.calls.recording;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Sends a recording piece by piece: the next is read when the one before was written. (A Multi
 * would be sent in chunks, which do not go together with the Content-Length that players need.)
 */
@Provider
public class RecordingBodyWriter implements ServerMessageBodyWriter<RecordingBody> {
  private static final Logger LOG = Logger.getLogger(RecordingBodyWriter.class);

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
    return type == RecordingBody.class;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return type == RecordingBody.class;
  }

  @Override
  public void writeResponse(RecordingBody body, Type generic, ServerRequestContext context) {
    ServerHttpResponse response = context.serverResponse();
    response.addCloseHandler(body::close);
    // Quarkus sets the headers when the first bytes are sent, for Vert.x this one must be there
    // then.
    response.setResponseHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
    send(body, response);
  }

  @Override
  public void writeTo(
      RecordingBody body,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream target) {
    throw new UnsupportedOperationException("only sent to clients of this service");
  }

  private static void send(RecordingBody body, ServerHttpResponse response) {
    body.next()
        .invoke(piece -> write(piece, body, response))
        .subscribe()
        .with(piece -> {}, e -> abort(e, body, response));
  }

  private static void write(byte[] piece, RecordingBody body, ServerHttpResponse response) {
    if (response.closed()) {
      body.close();
    } else if (piece.length == 0) {
      body.close();
      response.end();
    } else {
      response
          .write(piece)
          .whenComplete(
              (written, e) -> {
                if (e == null) {
                  send(body, response);
                } else {
                  abort(e, body, response);
                }
              });
    }
  }

  /** The status is sent already: that the client gets too little is all that can still be said. */
  private static void abort(Throwable cause, RecordingBody body, ServerHttpResponse response) {
    LOG.warnf("a recording was not sent to its end: %s", cause);
    body.close();
    response.reset();
  }
}
