package com.jagcall.numbers.number;

import com.jagcall.common.money.Money;
import com.jagcall.numbers.lifecycle.NumberStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** What customers are told of their number in every event about it. */
@RegisterForReflection
record NumberEventData(
    String phoneNumberId,
    String phoneNumber,
    String agentId,
    NumberStatus status,
    Instant paidUntil,
    String monthlyPrice,
    String currency) {

  static NumberEventData of(PhoneNumber number, String agentId) {
    return new NumberEventData(
        number.id(),
        number.number(),
        agentId,
        number.lifecycle().status(),
        number.lifecycle().paidUntil(),
        number.monthlyPrice().toString(),
        Money.CURRENCY);
  }
}
