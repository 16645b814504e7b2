package com.jagcall.numbers.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.money.Money;
import com.jagcall.numbers.inventory.MonthlyPrice;
import com.jagcall.numbers.inventory.NumberType;
import com.jagcall.numbers.inventory.NumberingPlan;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class StockFileTest {
  private static final NumberingPlan PLAN = new NumberingPlan();

  @Example
  void lines_areReadByTheirColumns() {
    StockFile file =
        StockFile.read(
            "\uFEFFmonthly_price, phone_number ,region,capabilities,type\r\n"
                + " 1.15 ,+14155550100, \"San \"\"Frisco\"\", CA\" ,\"voice; sms\",mobile\r\n"
                + "\r\n"
                + ",+18005550100,,,",
            PLAN);
    assertEquals(List.of(), file.refused());
    StockLine first = file.lines().get(0);
    assertEquals("+14155550100", first.number());
    assertEquals("San \"Frisco\", CA", first.region());
    assertEquals(NumberType.MOBILE, first.type());
    assertEquals(Optional.of(new Money(1_150_000)), first.price());
    assertTrue(first.voice() && first.sms());
    StockLine second = file.lines().get(1);
    assertEquals(4, second.line());
    assertEquals(NumberType.TOLL_FREE, second.type());
    assertEquals(Optional.empty(), second.price());
  }

  @Property
  void anyText_isReadOrRefused(@ForAll String text) {
    StockFile file = StockFile.read("phone_number,region\n" + text, PLAN);
    long lines = text.lines().filter(line -> !line.isBlank()).count();
    assertEquals(lines, file.lines().size() + file.refused().size());
  }

  @Property
  void anyQuotedText_isReadAsItWas(
      @ForAll @StringLength(max = 30) @CharRange(from = ' ', to = '~') String text) {
    String line = "\"" + text.replace("\"", "\"\"") + "\",b";
    assertEquals(Optional.of(List.of(text.strip(), "b")), CsvLine.read(line));
  }

  @Property
  void money_isReadAsItIsWritten(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L / 100) long hundreds) {
    Money money = new Money(hundreds * 100);
    assertEquals(Optional.of(money), MonthlyPrice.parse(money.toString()));
  }

  @Example
  void money_hasFourDecimals_orSix() {
    assertEquals("0.0000", new Money(0).toString());
    assertEquals("24.5100", new Money(24_510_000).toString());
    assertEquals("0.000001", new Money(1).toString());
    assertEquals(Optional.empty(), MonthlyPrice.parse("1000000.0001"));
    assertEquals(Optional.empty(), MonthlyPrice.parse("-1"));
    assertEquals(Optional.empty(), MonthlyPrice.parse("1e3"));
    assertEquals(Optional.empty(), MonthlyPrice.parse("1.23456"));
  }
}
