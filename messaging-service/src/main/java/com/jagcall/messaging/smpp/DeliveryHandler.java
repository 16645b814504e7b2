package com.jagcall.messaging.smpp;

import java.util.concurrent.CompletionStage;

/** Does what a delivery asks for. Called in a connection's reading thread: it must not wait. */
interface DeliveryHandler {

  /** Ends with the command_status that the SMSC is answered. */
  CompletionStage<Integer> handle(Delivery delivery);
}
