package com.jagcall.calls.media.jitter;

/**
 * Learns how much later than the fastest packets the others come, and from that how long to hold
 * sound back: so long that 97 of 100 packets are in time. Times in samples at 8 kHz. Not for
 * several threads.
 */
final class DelayEstimate {
  private static final int BUCKET = 80;
  private static final int BUCKETS = 50;
  private static final double IN_TIME = 0.97;
  private static final double SLOWEST = 0.002;

  /**
   * The base is the smallest transit of this and the last period, so that it follows the drift of
   * clocks.
   */
  private static final long PERIOD = 5 * 8000;

  private final double[] share = new double[BUCKETS];
  private final int smallest;
  private final int greatest;
  private int packets;
  private long periodStart;
  private long thisMinimum;
  private long lastMinimum;
  private long measuredFrom;
  private int target;

  DelayEstimate(int smallest, int greatest) {
    this.smallest = smallest;
    this.greatest = greatest;
  }

  /** Begins anew with a packet of this transit; expects 40 ms of jitter until it knows better. */
  void restart(long transit, long arrival) {
    java.util.Arrays.fill(share, 0);
    share[3] = 1;
    packets = 0;
    periodStart = arrival;
    thisMinimum = transit;
    lastMinimum = transit;
    measuredFrom = transit;
    target = Math.max(smallest, Math.min(greatest, 4 * BUCKET));
  }

  /**
   * @param transit arrival minus timestamp
   * @return how much later than the base it came
   */
  long add(long transit, long arrival) {
    if (arrival - periodStart > PERIOD) {
      periodStart = arrival;
      lastMinimum = thisMinimum;
      thisMinimum = transit;
    }
    thisMinimum = Math.min(thisMinimum, transit);
    follow();
    long late = transit - base();
    // At the beginning each packet counts for more, so that the first seconds teach.
    double weight = Math.max(SLOWEST, 1.0 / (packets++ + 10));
    int bucket = (int) Math.min(BUCKETS - 1, late / BUCKET);
    for (int i = 0; i < BUCKETS; i++) {
      share[i] -= share[i] * weight;
    }
    share[bucket] += weight;
    target = computeTarget();
    return late;
  }

  /**
   * What was measured from one base is moved along when the base does, or it would be counted
   * twice.
   */
  private void follow() {
    int buckets = (int) ((base() - measuredFrom) / BUCKET);
    if (buckets == 0) {
      return;
    }
    measuredFrom += (long) buckets * BUCKET;
    double[] moved = new double[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      moved[Math.max(0, Math.min(BUCKETS - 1, i - buckets))] += share[i];
    }
    System.arraycopy(moved, 0, share, 0, BUCKETS);
  }

  private int computeTarget() {
    double sum = 0;
    int i = 0;
    while (i < BUCKETS - 1 && (sum += share[i]) < IN_TIME) {
      i++;
    }
    return Math.max(smallest, Math.min(greatest, (i + 1) * BUCKET));
  }

  /** The transit of the fastest packets. */
  long base() {
    return Math.min(thisMinimum, lastMinimum);
  }

  /** How long to hold back what came as fast as can be. */
  int target() {
    return target;
  }
}
