package com.jagcall.numbers.inventory;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.money.Money;

/**
 * A number of an inventory.
 *
 * @param number E.164
 * @param country ISO 3166-1 alpha-2
 * @param region where it belongs to, for people to read; or null
 */
public record StockedNumber(
    Mode mode,
    String number,
    String country,
    NumberType type,
    String region,
    boolean voice,
    boolean sms,
    Money monthlyPrice) {}
