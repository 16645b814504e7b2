package com.jagcall.common;

import com.jagcall.common.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  @Test
  void commonKeepsTheRulesOfTheHouse() {
    HouseRules.check("com.jagcall.common");
  }
}
