package com.jagcall.calls.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
  @ParameterizedTest
  @ValueSource(ints = {16000, 24000, 48000})
  void theTelephoneBand_passesUnchanged(int rate) {
    for (int hertz = 100; hertz <= 3400; hertz += 100) {
      assertEquals(0, gain(rate, hertz), 0.1, hertz + " Hz");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16000, 24000, 48000})
  void whatWouldFoldIntoIt_isInaudible(int rate) {
    for (int hertz = 4200; hertz < rate / 2; hertz += 100) {
      double gain = gain(rate, hertz);
      assertTrue(gain < -65, hertz + " Hz: " + gain + " dB");
    }
  }

  @Test
  void lengthAndPlace_staySo() {
    short[] source = new short[24_000];
    source[12_000] = 20_000;
    short[] result = resample(24_000, source);
    assertEquals(8000, result.length);
    int loudest = 0;
    for (int i = 0; i < result.length; i++) {
      loudest = result[i] > result[loudest] ? i : loudest;
    }
    assertEquals(4000, loudest);
  }

  @Test
  void fullScale_doesNotWrapAround() {
    short[] source = new short[2400];
    for (int i = 0; i < source.length; i++) {
      source[i] = i / 100 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }
    short[] result = resample(24_000, source);
    for (int i = 100; i < result.length - 100; i++) {
      boolean up = i * 3 / 100 % 2 == 0;
      int within = i * 3 % 100;
      assertTrue(within < 10 || within > 90 || (result[i] > 0) == up, "at " + i);
    }
  }

  @Test
  void eightKilohertz_isLeftAlone() {
    short[] source = {1, 2, 3, -4};
    assertArrayEquals(source, resample(8000, source));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -8000, 11025, 22050, 44100, 56000})
  void otherRates_areRefused(int rate) {
    assertThrows(IllegalArgumentException.class, () -> new Resampler(rate));
  }

  @Property
  void howeverItIsCut_theResultIsTheSame(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 2000) int piece) {
    short[] source = noise(seed, 5000);
    Resampler resampler = new Resampler(24_000);
    short[] pieced = new short[0];
    for (int i = 0; i < source.length; i += piece) {
      short[] part = Arrays.copyOfRange(source, i, Math.min(source.length, i + piece));
      pieced = append(pieced, resampler.process(part));
    }
    assertArrayEquals(resample(24_000, source), append(pieced, resampler.end()));
  }

  /** In decibels, without the ends of the tone. */
  private static double gain(int rate, int hertz) {
    short[] source = new short[rate];
    for (int i = 0; i < source.length; i++) {
      source[i] = (short) Math.round(20_000 * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    short[] result = resample(rate, source);
    double energy = 0;
    for (int i = 1000; i < 7000; i++) {
      energy += (double) result[i] * result[i];
    }
    return 10 * Math.log10(energy / 6000 / (20_000.0 * 20_000 / 2) + 1e-12);
  }

  private static short[] resample(int rate, short[] source) {
    Resampler resampler = new Resampler(rate);
    return append(resampler.process(source), resampler.end());
  }

  private static short[] append(short[] first, short[] second) {
    short[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static short[] noise(long seed, int length) {
    Random random = new Random(seed);
    short[] noise = new short[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (short) random.nextInt();
    }
    return noise;
  }
}
