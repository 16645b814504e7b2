package com.jagcall.numbers.stock;

import com.jagcall.common.money.Money;
import com.jagcall.numbers.inventory.NumberType;
import java.util.Optional;

/**
 * A line of an operator's file that can be taken into the stock.
 *
 * @param line its place in the file, from 1
 * @param price a month; empty: what the price list says
 * @param isWithdrawn whether the number is to leave the stock
 */
record StockLine(
    int line,
    String number,
    String country,
    NumberType type,
    String region,
    boolean voice,
    boolean sms,
    Optional<Money> price,
    boolean isWithdrawn) {

  StockLine at(Money known) {
    return new StockLine(
        line, number, country, type, region, voice, sms, Optional.of(known), isWithdrawn);
  }
}
