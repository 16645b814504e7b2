package com.jagcall.calls.carriage;

import com.jagcall.calls.sip.JainUserAgent;
import com.jagcall.calls.sip.SipUserAgent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one user agent of this process. */
class SipBeans {
  @Produces
  @Singleton
  SipUserAgent agent(SipConfig config) {
    return new JainUserAgent(config.settings());
  }
}
