package com.jagcall.calls.sip;

import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A request, with its challenge answered: once, and once more for a nonce that was too old. */
final class Ask implements SipTransport.Exchange {

  private final Core core;
  private final DigestAnswers digest;
  private final Supplier<Request> requests;
  private final NextHop hop;
  private final SipTransport.Exchange outcome;
  private ClientTransaction transaction;
  private boolean answered;
  private boolean renewed;
  private boolean withdrawn;

  /**
   * @param digest null where there are no credentials
   * @param requests makes the request anew, with the next number, each time it is sent
   */
  Ask(
      Core core,
      DigestAnswers digest,
      Supplier<Request> requests,
      NextHop hop,
      SipTransport.Exchange outcome) {
    this.core = core;
    this.digest = digest;
    this.requests = requests;
    this.hop = hop;
    this.outcome = outcome;
  }

  Ask send() {
    Request request = requests.get();
    if (digest != null) {
      digest.authorize(request);
    }
    core.sender()
        .send(
            request,
            hop,
            this,
            sent -> {
              transaction = sent;
            });
    return this;
  }

  /** Its last transaction, null before anything was sent. */
  ClientTransaction transaction() {
    return transaction;
  }

  /** Does not send it again, whatever comes. */
  void withdraw() {
    withdrawn = true;
  }

  @Override
  public void response(Response response) {
    int status = response.getStatusCode();
    boolean challenged =
        status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED;
    if (!challenged || digest == null || withdrawn) {
      outcome.response(response);
      return;
    }
    DigestAnswers.Challenge challenge = digest.take(response);
    boolean again = challenge != null && (!answered || (challenge.stale() && !renewed));
    if (!again) {
      outcome.response(response);
      return;
    }
    renewed = answered;
    answered = true;
    send();
  }

  @Override
  public void failed() {
    outcome.failed();
  }
}
