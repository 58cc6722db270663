package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.Offsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What waits for its account is neither lost nor released early, whoever is held and let go, and whoever dies meanwhile. */
class ParkedPartitionPropertyTests {

    private static final List<String> ACCOUNTS = List.of("7", "8", "tenant, x");

    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private final Set<String> held = new HashSet<>();
    private final Map<Long, Integer> published = new HashMap<>();
    private final Map<String, Long> latest = new HashMap<>();
    private ParkedPartition partition = ParkedPartition.of(0, "");
    private Offsets.Committed committed = new Offsets.Committed(0, "");
    private int deaths;
    private long at;

    /** Each step is one of: park a record of an account, hold one, let one go, read on, die. */
    @Property(tries = 2_000)
    void everyRecordIsPublishedOnceItsAccountIsLetGoAndNeverWhileItIsHeld(
            @ForAll @Size(max = 80) List<@IntRange(max = 15) Integer> steps) {
        for (var step : steps) {
            var account = ACCOUNTS.get(step % 3);
            switch (step / 3) {
                case 0 -> park(account);
                case 1 -> held.add(account);
                case 2 -> held.remove(account);
                case 3, 4 -> read(1 + step % 3);
                default -> die();
            }
        }
        held.clear();
        read(log.size() + 1);
        read(log.size() + 1);
        assertThat(published.keySet()).hasSize(log.size());
        assertThat(partition.position().offset()).isEqualTo(log.size());
        assertThat(partition.waitingSince()).isEmpty();
        if (deaths == 0) {
            assertThat(published.values()).allMatch(times -> times == 1);
        }
    }

    private void park(String account) {
        log.add(new ConsumerRecord<>("t-parked", 0, log.size(), (account + ":1").getBytes(UTF_8), new byte[0]));
    }

    private void read(int most) {
        for (var count = 0; count < most && at < log.size(); count++, at++) {
            var record = log.get((int) at);
            if (partition.isDue(record, held::contains)) {
                var account = new String(record.key(), UTF_8).replace(":1", "");
                assertThat(held).doesNotContain(account);
                if (deaths == 0) {
                    assertThat(latest.getOrDefault(account, -1L)).isLessThan(record.offset());
                    latest.put(account, record.offset());
                }
                published.merge(record.offset(), 1, Integer::sum);
                partition.released(record);
            }
        }
        partition.goOn(at, held::contains).ifPresent(from -> at = from);
        committed = partition.position();
        var below = (int) committed.offset();
        assertThat(log.subList(0, below)).allMatch(it -> published.containsKey(it.offset()));
    }

    private void die() {
        deaths++;
        partition = ParkedPartition.of(committed.offset(), committed.metadata());
        at = committed.offset();
    }
}
