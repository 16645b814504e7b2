package com.jagcall.billing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an operator may decide about money. Amounts are in US dollars. */
@ConfigMapping(prefix = "jagcall.billing")
public interface BillingConfig {
  /** Below this an organization's available balance is low, unless it has its own threshold. */
  @WithDefault("10.0000")
  String lowBalance();

  /** What a test account has at the start of each day. */
  @WithDefault("100.0000")
  String playMoney();

  /** How long closed holds are kept, so that a late repetition is still known for one; in days. */
  @WithDefault("30")
  int keepHoldsDays();
}
