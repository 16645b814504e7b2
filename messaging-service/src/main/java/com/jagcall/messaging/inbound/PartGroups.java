package com.jagcall.messaging.inbound;

import com.jagcall.common.id.Ids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which message a part belongs to, among those parts with the same sender, number, reference and
 * total that came lately. Senders use references again, 256 of them or 65,536; carriers deliver a
 * part again when our answer was lost. So a part that is there already, octet by octet, is a copy;
 * another one with its number begins a new message. Plain.
 */
final class PartGroups {
  private final Map<String, List<StoredPart>> groups = new LinkedHashMap<>();

  PartGroups(List<StoredPart> lately) {
    lately.stream()
        .sorted(Comparator.comparing(StoredPart::firstAt).thenComparing(StoredPart::number))
        .forEach(part -> groups.computeIfAbsent(part.groupId(), id -> new ArrayList<>()).add(part));
  }

  /**
   * What a part makes.
   *
   * @param part in its group
   * @param complete all parts in their order once they are there; else empty
   */
  record Placed(StoredPart part, List<StoredPart> complete) {}

  /** Empty: it is a copy of one that is there. */
  Optional<Placed> place(StoredPart part) {
    if (groups.values().stream().flatMap(List::stream).anyMatch(part::isCopyOf)) {
      return Optional.empty();
    }
    List<StoredPart> group =
        groups.values().stream()
            .filter(PartGroups::isOpen)
            .filter(open -> open.stream().noneMatch(other -> other.number() == part.number()))
            .findFirst()
            .orElse(List.of());
    StoredPart placed =
        group.isEmpty()
            ? part.inGroup(Ids.next("grp_"), part.firstAt())
            : part.inGroup(group.get(0).groupId(), group.get(0).firstAt());
    List<StoredPart> all = new ArrayList<>(group);
    all.add(placed);
    all.sort(Comparator.comparing(StoredPart::number));
    return Optional.of(new Placed(placed, all.size() == part.total() ? all : List.of()));
  }

  private static boolean isOpen(List<StoredPart> group) {
    return group.get(0).messageId() == null;
  }
}
