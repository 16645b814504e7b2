package com.jagcall.webhooks.dispatch;

import com.jagcall.common.guard.RefusedTargetException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Why nothing was answered, in words for the endpoint's owner. */
final class Failure {
  private static final int MAX_CAUSES = 10;

  private Failure() {}

  static String text(Throwable failure) {
    Throwable cause = failure;
    String text = "the request failed";
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return "the TLS certificate is not valid for this host";
      }
      text = told(cause, text);
    }
    return text;
  }

  private static String told(Throwable cause, String otherwise) {
    if (cause instanceof RefusedTargetException refused) {
      return refused.getMessage();
    }
    if (cause instanceof UnknownHostException) {
      return "the host has no address";
    }
    if (cause instanceof SSLException) {
      return "the TLS handshake failed";
    }
    if (cause instanceof NoRouteToHostException) {
      return "the host cannot be reached";
    }
    if (cause instanceof ConnectException) {
      return String.valueOf(cause.getMessage()).contains("timed out")
          ? "the connection was not accepted in time"
          : "the connection was refused";
    }
    if (cause instanceof HttpClosedException
        || cause instanceof StreamResetException
        || cause instanceof java.io.IOException) {
      return otherwise.equals("the request failed")
          ? "the connection was closed before an answer"
          : otherwise;
    }
    return otherwise;
  }
}
