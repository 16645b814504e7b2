package com.jagcall.calls.carriage;

import com.jagcall.calls.sip.JainUserAgent;
import com.jagcall.calls.sip.SipUserAgent;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one user agent of this process. */
class SipBeans {
  @Produces
  @Singleton
  SipUserAgent agent(SipConfig config, MeterRegistry metrics) {
    JainUserAgent agent = new JainUserAgent(config.settings());
    FunctionCounter.builder("jagcall.sip.dropped", agent, JainUserAgent::dropped)
        .description("Packets and connections of strangers, refused unread")
        .register(metrics);
    return agent;
  }
}
