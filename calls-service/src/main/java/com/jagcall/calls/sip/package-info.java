/**
 * Signalling: a SIP user agent (RFC 3261) behind one narrow interface, {@link
 * com.jagcall.calls.sip.SipUserAgent}. It carries session descriptions as text and knows nothing of
 * media, of a call's life or of money. Plain Java: no framework but in {@code SipConfig} and its
 * producer.
 */
package com.jagcall.calls.sip;
