package com.jagcall.calls.sip;

import java.util.Collections;
import java.util.ListIterator;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;

/**
 * Tells the stack where a request goes: where the sender of it says, on its own thread, while it
 * sends. So a request can be addressed to a carrier's name and be sent to the one of its servers
 * that we chose.
 */
public final class HopRouter implements Router {

  static final ThreadLocal<Hop> NEXT = new ThreadLocal<>();

  /** Called by the stack, which knows the class by its name. */
  @SuppressWarnings("unused")
  public HopRouter(SipStack stack, String outboundProxy) {}

  @Override
  public Hop getOutboundProxy() {
    return null;
  }

  @Override
  @Deprecated
  public ListIterator<Hop> getNextHops(Request request) {
    return Collections.emptyListIterator();
  }

  @Override
  public Hop getNextHop(Request request) {
    return NEXT.get();
  }
}
