package io.bisync.proof.kill;

import io.bisync.local.demo.LabelRange;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Looks for offsets that are in a table by more than one load. */
public final class OverlappingLoads {

    private OverlappingLoads() {}

    /** Each pair of visible loads of one table, topic and partition that share offsets. */
    public static List<String> in(List<Load> loads) {
        Map<String, List<LabelRange>> ranges = loads.stream()
                .filter(load -> load.state() == LoadState.VISIBLE)
                .map(load -> LabelRange.parse(load.label()))
                .filter(Objects::nonNull)
                // An epoch more is a deliberate reload, and nobody reloads here.
                .collect(Collectors.groupingBy(
                        range -> range.stem().replaceFirst("-e\\d+$", "") + " " + range.partition()));
        List<String> overlapping = new ArrayList<>();
        ranges.forEach((where, all) -> {
            List<LabelRange> ordered = all.stream()
                    .sorted(Comparator.comparingLong(LabelRange::from))
                    .toList();
            for (int i = 1; i < ordered.size(); i++) {
                if (ordered.get(i).from() < ordered.get(i - 1).to()) {
                    overlapping.add("%s and %s share offsets".formatted(ordered.get(i - 1), ordered.get(i)));
                }
            }
        });
        return overlapping;
    }
}
