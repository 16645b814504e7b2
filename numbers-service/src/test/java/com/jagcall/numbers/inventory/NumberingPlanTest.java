package com.jagcall.numbers.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.numbers.inventory.NumberingPlan.Described;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberingPlanTest {
  private final NumberingPlan plan = new NumberingPlan();

  @ParameterizedTest
  @CsvSource({
    "+14155550100, US, LOCAL",
    "+14165550199, CA, LOCAL",
    "+18005550100, US, TOLL_FREE",
    "+442079460000, GB, LOCAL",
    "+447400123456, GB, MOBILE",
    "+4930123456, DE, LOCAL",
    "+4915123456789, DE, MOBILE",
    "+33142345678, FR, LOCAL",
    "+390612345678, IT, LOCAL",
    "+5511961234567, BR, MOBILE",
    "+819012345678, JP, MOBILE",
    "+6561234567, SG, LOCAL",
  })
  void numbers_areDescribed(String number, String country, NumberType type) {
    Described described = plan.describe(number).orElseThrow();
    assertEquals(country, described.country());
    assertEquals(type, described.type());
  }

  @ParameterizedTest
  @CsvSource({
    "+14155550",
    "+11115550100",
    "+19005550100",
    "+44770090",
    "+4402079460000",
    "+999123456789"
  })
  void whatCannotBeSold_isNotDescribed(String number) {
    assertEquals(Optional.empty(), plan.describe(number));
  }

  @ParameterizedTest
  @CsvSource({
    "US, 415",
    "US, 800",
    "US, 212",
    "CA, 416",
    "GB, 20",
    "GB, 121",
    "GB, 7400",
    "DE, 30",
    "DE, 89",
    "DE, 151",
    "DE, 3328",
    "FR, 1",
    "FR, 6",
    "IT, 06",
    "IT, 02",
    "ES, 91",
    "NL, 20",
    "BR, 11",
    "JP, 3",
    "JP, 90",
    "AU, 2",
    "AU, 4",
    "IN, 22",
    "MX, 55",
    "CH, 44",
    "AT, 1",
    "PL, 22",
    "SE, 8",
    "ZA, 11",
    "CN, 10",
    "KR, 2",
    "NZ, 9",
    "IE, 1",
    "BE, 2",
    "PT, 21",
    "AR, 11"
  })
  void areaCodesOfACountry_areKnown(String country, String areaCode) {
    assertTrue(plan.hasAreaCode(country, areaCode));
  }

  @ParameterizedTest
  @CsvSource({"US, 416", "CA, 415", "US, 111", "US, 999", "GB, 020", "FR, 0", "US, 911", "DE, 0"})
  void areaCodesOfNoNumber_areNot(String country, String areaCode) {
    assertFalse(plan.hasAreaCode(country, areaCode));
  }

  @Test
  void callingCodes_areThoseOfCountries() {
    assertEquals(Optional.of(1), plan.callingCode("US"));
    assertEquals(Optional.of(44), plan.callingCode("GB"));
    assertEquals(Optional.empty(), plan.callingCode("XX"));
    assertEquals(Optional.empty(), plan.callingCode("ZZ"));
    assertEquals(Optional.empty(), plan.callingCode("001"));
  }
}
