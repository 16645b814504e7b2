package com.jagcall.numbers.testing;

import com.jagcall.common.testing.MovableClock;
import jakarta.inject.Singleton;

/** What the service under test goes by. */
@Singleton
class TestClock extends MovableClock {}
