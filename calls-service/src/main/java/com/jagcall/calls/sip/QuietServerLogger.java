package com.jagcall.calls.sip;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;

/**
 * The stack's log of whole messages: there is none, because they hold numbers, names and
 * credentials.
 */
public final class QuietServerLogger implements ServerLogger {

  @Override
  public void closeLogFile() {
    // There is no file.
  }

  @Override
  public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
    // Messages hold what must not stand in a log.
  }

  @Override
  public void logMessage(
      SIPMessage message, String from, String to, String status, boolean sender, long time) {
    // Messages hold what must not stand in a log.
  }

  @Override
  public void logMessage(
      SIPMessage message, String from, String to, String status, boolean sender) {
    // Messages hold what must not stand in a log.
  }

  @Override
  public void logException(Exception thrown) {
    // The stack's other logger hears of it too.
  }

  @Override
  public void setStackProperties(Properties stackProperties) {
    // None of them is ours.
  }

  @Override
  public void setSipStack(SipStack sipStack) {
    // Not needed.
  }
}
