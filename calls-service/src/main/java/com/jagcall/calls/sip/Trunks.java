package com.jagcall.calls.sip;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;

/** All trunks: which of them serve a number, and whose an address is. */
final class Trunks {

  private final List<TrunkLine> lines;
  private final List<List<AddressBlock>> blocks;

  Trunks(List<TrunkLine> lines) {
    this.lines = List.copyOf(lines);
    this.blocks =
        lines.stream()
            .map(line -> line.trunk().inboundAddresses().stream().map(AddressBlock::parse).toList())
            .toList();
  }

  List<TrunkLine> all() {
    return lines;
  }

  /**
   * Those that serve a number: the longest prefix first, then the lowest priority value; those
   * known to be down last, since a try costs less than a refusal.
   */
  List<TrunkLine> serving(String number) {
    return lines.stream()
        .filter(line -> line.trunk().match(number) >= 0)
        .sorted(
            Comparator.comparing((TrunkLine line) -> !line.available())
                .thenComparing(line -> -line.trunk().match(number))
                .thenComparingInt(line -> line.trunk().priority()))
        .toList();
  }

  /** The trunk that calls from an address, or null. From any thread. */
  TrunkLine of(InetAddress source) {
    for (int i = 0; i < lines.size(); i++) {
      if (blocks.get(i).stream().anyMatch(block -> block.contains(source))
          || lines.get(i).serves(source)) {
        return lines.get(i);
      }
    }
    return null;
  }
}
