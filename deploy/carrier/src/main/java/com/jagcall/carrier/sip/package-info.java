/**
 * A telephone network over SIP (RFC 3261, UDP) and RTP: every number answers and talks, some by
 * their last two digits do otherwise ({@link com.jagcall.carrier.sip.Behaviour}). Small and
 * forgiving on purpose: it plays callees, it is no SIP stack.
 */
package com.jagcall.carrier.sip;
