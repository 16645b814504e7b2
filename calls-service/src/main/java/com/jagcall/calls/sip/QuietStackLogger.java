package com.jagcall.calls.sip;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.jboss.logging.Logger;

/**
 * Keeps the stack from writing logs of its own: what it has to say is at debug level here, because
 * any stranger's packet can make it complain. What matters is told by our own classes, with the
 * call's id.
 */
public final class QuietStackLogger implements StackLogger {

  private static final Logger LOG = Logger.getLogger(QuietStackLogger.class);

  @Override
  public void logStackTrace() {
    // Told by the message that follows.
  }

  @Override
  public void logStackTrace(int traceLevel) {
    // Told by the message that follows.
  }

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void logException(Throwable thrown) {
    LOG.debug("SIP stack", thrown);
  }

  @Override
  public void logDebug(String message) {
    LOG.trace(Printable.of(message));
  }

  @Override
  public void logDebug(String message, Exception thrown) {
    LOG.trace(Printable.of(message), thrown);
  }

  @Override
  public void logTrace(String message) {
    LOG.trace(Printable.of(message));
  }

  @Override
  public void logFatalError(String message) {
    LOG.debug(Printable.of(message));
  }

  @Override
  public void logError(String message) {
    LOG.debug(Printable.of(message));
  }

  @Override
  public void logError(String message, Exception thrown) {
    LOG.debug(Printable.of(message), thrown);
  }

  @Override
  public void logWarning(String message) {
    LOG.debug(Printable.of(message));
  }

  @Override
  public void logInfo(String message) {
    LOG.trace(Printable.of(message));
  }

  @Override
  public boolean isLoggingEnabled() {
    return LOG.isDebugEnabled();
  }

  @Override
  public boolean isLoggingEnabled(int logLevel) {
    return logLevel <= TRACE_ERROR ? LOG.isDebugEnabled() : LOG.isTraceEnabled();
  }

  @Override
  public void disableLogging() {
    // The level is the log's affair.
  }

  @Override
  public void enableLogging() {
    // The level is the log's affair.
  }

  @Override
  public void setBuildTimeStamp(String buildTimeStamp) {
    // Of no interest.
  }

  @Override
  public void setStackProperties(Properties stackProperties) {
    // None of them is ours.
  }

  @Override
  public String getLoggerName() {
    return QuietStackLogger.class.getName();
  }
}
