package com.jagcall.numbers.number;

import com.jagcall.numbers.lifecycle.Terms;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long things take. */
@ConfigMapping(prefix = "jagcall.numbers")
public interface NumbersConfig {
  /** How long a released number stays out of the stock. */
  @WithDefault("30D")
  Duration quarantine();

  /** How long a number works on after a month that could not be paid. */
  @WithDefault("7D")
  Duration grace();

  /** How long it is kept, without working, after that. */
  @WithDefault("30D")
  Duration suspension();

  /** How often it is tried again to be paid. */
  @WithDefault("1D")
  Duration retry();

  /** The three of them that decide about what is not paid. */
  default Terms terms() {
    return new Terms(grace(), suspension(), retry());
  }
}
