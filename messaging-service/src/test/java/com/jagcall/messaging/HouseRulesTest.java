package com.jagcall.messaging;

import com.jagcall.common.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  @Test
  void everyClass_keepsTheRules() {
    HouseRules.check("com.jagcall.messaging");
  }
}
