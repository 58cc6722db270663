package io.bisync.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.RecordSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whatever brings a change into the tables, and in whatever order they do: what is seen at the end is what the ERP has.
 * Normalising and collapsing are the real ones; StarRocks is a map that takes a row unless it has a newer one.
 */
class InterleavingsPropertyTests {

    private static final int ORDERS = 4;

    enum Step {
        CHANGE,
        DELETE,
        LIVE,
        PUSH,
        RESCAN,
        HISTORY,
        REPAIR,
        REPLAY_LIVE,
        REPLAY_HISTORY,
        COPY,
        REDRIVE,
        LOAD_LIVE,
        LOAD_HISTORY,
        LOAD_LIVE_AND_DIE,
        LOAD_HISTORY_AND_DIE
    }

    /** @param order which one, where it is about one; how many otherwise */
    record Action(Step step, int order) {}

    @Property(tries = 1_000)
    void allWaysTogetherEndInWhatTheErpHas(@ForAll("actions") List<Action> actions) {
        var world = new World(true);
        actions.forEach(world::act);
        world.settle();
        assertThat(world.seen()).isEqualTo(world.truth());
    }

    @Test
    void withoutVersionsTheyWouldNot() {
        var world = new World(false);
        List.of(
                        new Action(Step.CHANGE, 0),
                        new Action(Step.LIVE, 0),
                        new Action(Step.REPLAY_LIVE, 0),
                        new Action(Step.CHANGE, 0),
                        new Action(Step.LIVE, 0),
                        new Action(Step.LOAD_LIVE, 9))
                .forEach(world::act);
        world.settle();
        assertThat(world.seen()).isNotEqualTo(world.truth());
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        return Combinators.combine(
                        Arbitraries.of(Step.class), Arbitraries.integers().between(0, ORDERS - 1))
                .as(Action::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(120);
    }

    /** An order at the ERP. */
    private record Order(int id, long version, boolean deleted) {

        int items() {
            return deleted ? 0 : (int) (version * 7 + id) % 4;
        }

        byte @Nullable [] value() {
            return deleted
                    ? null
                    : "{\"o_id\":%d,\"ts\":%d,\"status\":\"s%d\",\"items\":[%s]}"
                            .formatted(
                                    id,
                                    version,
                                    version,
                                    IntStream.range(0, items())
                                            .mapToObj(it -> "{\"oi_id\":%d,\"sku_id\":\"v%d\"}".formatted(it, version))
                                            .collect(Collectors.joining(",")))
                            .getBytes(UTF_8);
        }
    }

    /** A replay on its way: what lies behind its end is none of its business. */
    private static final class Copy {
        final List<Order> from;
        final int end;
        int at;

        Copy(List<Order> from) {
            this.from = from;
            this.end = from.size();
        }
    }

    /** A topic of one partition, and how far it is loaded. */
    private static final class Topic {
        final List<Order> records = new ArrayList<>();
        int committed;
    }

    private static final class World {

        private final boolean versioned;
        private final Map<Integer, Order> erp = new TreeMap<>();
        private final Map<Integer, Long> pulled = new HashMap<>();
        private final Deque<Order> unread = new ArrayDeque<>();
        private final Topic live = new Topic();
        private final Topic history = new Topic();
        private final List<Copy> copies = new ArrayList<>();
        private final List<Order> letters = new ArrayList<>();
        private final Map<Integer, JsonNode> roots = new TreeMap<>();
        private final Map<String, JsonNode> items = new TreeMap<>();
        private final Normaliser normaliser = new Normaliser(new RecordSchema(Orders.PLAIN));
        private final RangeBuffer range = new RangeBuffer(Orders.PLAIN);
        private int refused;
        private boolean settled;

        World(boolean versioned) {
            this.versioned = versioned;
        }

        void act(Action action) {
            int order = action.order();
            switch (action.step()) {
                case CHANGE -> change(order, false);
                case DELETE -> change(order, erp.containsKey(order));
                case LIVE -> pull();
                case PUSH, RESCAN -> read(order, live);
                case HISTORY, REPAIR -> read(order, history);
                case REPLAY_LIVE -> copies.add(new Copy(live.records));
                case REPLAY_HISTORY -> copies.add(new Copy(history.records));
                case COPY -> copies.forEach(it -> copy(it, order + 1));
                case REDRIVE -> redrive();
                case LOAD_LIVE -> load(live, order + 1, true);
                case LOAD_HISTORY -> load(history, order + 1, true);
                case LOAD_LIVE_AND_DIE -> load(live, order + 1, false);
                case LOAD_HISTORY_AND_DIE -> load(history, order + 1, false);
            }
        }

        private void change(int id, boolean deleted) {
            var before = erp.get(id);
            var changed = new Order(id, before == null ? 1 : before.version() + 1, deleted);
            erp.put(id, changed);
            unread.add(changed);
        }

        /** One page of the cursor: of several changes of an order it sees the last one. */
        private void pull() {
            for (var read = unread.poll(); read != null; read = unread.poll()) {
                var now = Objects.requireNonNull(erp.get(read.id()));
                if (now.version() > pulled.getOrDefault(now.id(), 0L)) {
                    pulled.put(now.id(), now.version());
                    live.records.add(now);
                }
            }
        }

        /** As the ERP has it at this moment; what is gone there it does not name. */
        private void read(int id, Topic topic) {
            var now = erp.get(id);
            if (now != null && !now.deleted()) {
                topic.records.add(now);
            }
        }

        private void copy(Copy copy, int most) {
            for (int i = 0; i < most && copy.at < copy.end; i++) {
                history.records.add(copy.from.get(copy.at++));
            }
        }

        private void redrive() {
            history.records.addAll(letters);
            letters.clear();
        }

        /** A range of a partition; who dies before its closing commit leaves it to be loaded once more. */
        private void load(Topic topic, int most, boolean commits) {
            range.clear();
            int end = Math.min(topic.records.size(), topic.committed + most);
            for (int offset = topic.committed; offset < end; offset++) {
                var record = topic.records.get(offset);
                if (!settled && ++refused % 7 == 0) {
                    if (commits) {
                        letters.add(record);
                    }
                } else {
                    var key = ("7:" + record.id()).getBytes(UTF_8);
                    var normalised = normaliser.normalise(
                            new SourceRecord("t", 0, offset, key, record.value(), "7", record.version()), range);
                    assertThat(normalised).isInstanceOf(Normalised.Rows.class);
                }
            }
            Orders.rows(range).forEach((table, rows) -> rows.forEach(row -> merge(table, row)));
            if (commits) {
                topic.committed = end;
            }
        }

        private void merge(String table, JsonNode row) {
            if (table.equals("ods_erp_order")) {
                roots.merge(row.get("o_id").asInt(), row, this::newer);
            } else {
                items.merge(row.get("o_id") + ":" + row.get("oi_id"), row, this::newer);
            }
        }

        private JsonNode newer(JsonNode had, JsonNode comes) {
            return !versioned || version(comes) >= version(had) ? comes : had;
        }

        /** Everything that was begun ends. */
        void settle() {
            pull();
            copies.forEach(it -> copy(it, Integer.MAX_VALUE));
            load(live, live.records.size(), true);
            load(history, history.records.size(), true);
            settled = true;
            redrive();
            load(live, live.records.size(), true);
            load(history, history.records.size(), true);
        }

        /** What the views show: orders that are not deleted, and of each the items of its own version. */
        Map<Integer, String> seen() {
            var seen = new TreeMap<Integer, String>();
            roots.forEach((id, root) -> {
                if (!root.get("is_deleted").asBoolean()) {
                    var its = new TreeSet<String>();
                    items.values().stream()
                            .filter(it -> it.get("o_id").asInt() == id && version(it) == version(root))
                            .forEach(it -> its.add(it.get("oi_id").asString()
                                    + it.get("sku_id").asString()));
                    seen.put(id, root.get("status").asString() + its);
                }
            });
            return seen;
        }

        Map<Integer, String> truth() {
            var truth = new TreeMap<Integer, String>();
            erp.forEach((id, order) -> {
                if (!order.deleted()) {
                    var its = new TreeSet<String>();
                    IntStream.range(0, order.items()).forEach(it -> its.add(it + "v" + order.version()));
                    truth.put(id, "s" + order.version() + its);
                }
            });
            return truth;
        }

        private static long version(JsonNode row) {
            return row.get("record_version").asLong();
        }
    }
}
