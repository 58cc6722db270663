package io.bisync.basic.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

class SharePropertyTests {

    private final LinkedHashMap<String, @Nullable String> accounts = new LinkedHashMap<>();
    private int moved;

    @BeforeTry
    void begin() {
        accounts.clear();
    }

    @Property
    void holdersThatComeAndGoEndWithEvenSharesAndNothingMovesThatNeedNot(
            @ForAll @IntRange(max = 120) int count,
            @ForAll @IntRange(min = 1, max = 9) int before,
            @ForAll @IntRange(min = 1, max = 9) int after) {
        IntStream.range(0, count).forEach(it -> accounts.put("account" + it, null));
        settle(holders(0, before));
        assertThat(moved).as("first everything is given once").isEqualTo(count);

        var old = new LinkedHashMap<String, @Nullable String>(accounts);
        settle(holders(0, after));
        int needed = after <= before
                ? (int) old.values().stream()
                        .filter(it -> !holders(0, after).contains(it))
                        .count()
                : before == after ? 0 : surplus(old, count / after, count % after, before);
        assertThat(moved).isEqualTo(needed);
    }

    @Property(tries = 50)
    void aSmallPartGoesAtATimeAndAllOfItWithinAFewRequests(@ForAll @IntRange(min = 2, max = 1_000) int count) {
        IntStream.range(0, count).forEach(it -> accounts.put("account" + it, "a"));
        int requests = 0;
        while (held("a") > (count + 1) / 2) {
            int before = held("a");
            ask("a", Set.of("a", "b"));
            assertThat(before - held("a")).isBetween(1, (before - count / 2 + 3) / 4);
            requests++;
        }
        assertThat(requests).isLessThan(25);
    }

    /** What those who were there before have beyond their new shares. */
    private int surplus(Map<String, @Nullable String> old, int base, int extra, int before) {
        int surplus = 0;
        int above = 0;
        for (var holder : holders(0, before)) {
            int held = (int) old.values().stream().filter(holder::equals).count();
            int kept = Math.min(held, base + (above < extra ? 1 : 0));
            above += kept > base ? 1 : 0;
            surplus += held - kept;
        }
        return surplus;
    }

    /** All ask in turn until nothing changes. */
    private void settle(Set<String> holders) {
        moved = 0;
        List<@Nullable String> last;
        do {
            last = new ArrayList<>(accounts.values());
            holders.forEach(it -> ask(it, holders));
        } while (!last.equals(new ArrayList<>(accounts.values())));
        int base = accounts.size() / holders.size();
        assertThat(holders).allSatisfy(it -> assertThat(held(it)).isBetween(base, base + 1));
        assertThat(holders.stream().mapToInt(this::held).sum()).isEqualTo(accounts.size());
    }

    private void ask(String holder, Set<String> holders) {
        var share = Share.of(holder, holders, accounts);
        share.returns().forEach(it -> accounts.put(it, null));
        share.takes().forEach(it -> accounts.put(it, holder));
        moved += share.takes().size();
    }

    private int held(String holder) {
        return (int) accounts.values().stream()
                .filter(it -> Objects.equals(it, holder))
                .count();
    }

    private static Set<String> holders(int from, int to) {
        var holders = new LinkedHashSet<String>();
        IntStream.range(from, to).forEach(it -> holders.add("pod" + it));
        return holders;
    }
}
