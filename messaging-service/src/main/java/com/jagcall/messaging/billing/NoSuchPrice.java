package com.jagcall.messaging.billing;

/** The price list does not have what was asked for. */
public class NoSuchPrice extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoSuchPrice() {
    super("no such price", null, false, false);
  }
}
