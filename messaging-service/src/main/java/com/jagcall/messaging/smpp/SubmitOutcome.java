package com.jagcall.messaging.smpp;

import org.jsmpp.SMPPConstant;

/** What became of one segment that was to be submitted. */
public sealed interface SubmitOutcome {

  /**
   * The SMSC has it.
   *
   * @param carrierMessageId as the SMSC's receipts will name it, already in the form of {@link
   *     DeliveryReceipt#carrierMessageId()}
   * @param bind the bind it went through; ids are unique only within it
   */
  record Accepted(String carrierMessageId, String bind) implements SubmitOutcome {}

  /**
   * The SMSC does not take it.
   *
   * @param commandStatus SMPP 3.4 section 5.1.3
   * @param retryable whether the same segment may be taken later (throttled, queue full, a fault of
   *     the SMSC's own)
   */
  record Refused(int commandStatus, boolean retryable) implements SubmitOutcome {

    static Refused of(int commandStatus) {
      return new Refused(
          commandStatus,
          switch (commandStatus) {
            case SMPPConstant.STAT_ESME_RTHROTTLED,
                SMPPConstant.STAT_ESME_RMSGQFUL,
                SMPPConstant.STAT_ESME_RSYSERR,
                SMPPConstant.STAT_ESME_RX_T_APPN,
                SMPPConstant.STAT_ESME_RINVBNDSTS ->
                true;
            default -> false;
          });
    }
  }

  /** Certainly nothing was written: it may be submitted again. */
  record NotSent(String why) implements SubmitOutcome {}

  /**
   * It was written, perhaps in part, and no answer came. The SMSC may have it: never submit it
   * again; a receipt may still tell.
   */
  record Unanswered(String bind) implements SubmitOutcome {}
}
