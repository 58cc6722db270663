package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link StreamLoad} does with labels, versions and bad rows; the table is empty before each test. */
public abstract class StreamLoadContract {

    /** A primary key table (id BIGINT, name VARCHAR(20), record_version BIGINT NOT NULL). */
    public static final String TABLE = "contract";

    private static final List<String> COLUMNS = List.of("id", "name", "record_version");

    /** The client under test. */
    abstract StreamLoad streamLoad();

    /** The name in the row of an id, or null where there is no row. */
    abstract @Nullable String name(long id);

    /** A label that no other test uses. */
    abstract LoadLabel label(String suffix);

    @Test
    void aLabelThatWasNeverUsedIsUnknown() {
        assertThat(streamLoad().state(label("never"))).isEqualTo(LabelState.UNKNOWN);
    }

    @Test
    void rowsAreInAndTheLabelIsVisible() {
        var label = label("in");

        assertThat(load(label, row(1, "one", 1), row(2, "二", 1)))
                .isInstanceOfSatisfying(
                        LoadOutcome.Committed.class,
                        committed -> assertThat(committed.rows()).isEqualTo(2));
        assertThat(streamLoad().state(label)).isEqualTo(LabelState.VISIBLE);
        assertThat(name(1)).isEqualTo("one");
        assertThat(name(2)).isEqualTo("二");
    }

    @Test
    void aLabelLoadsOnce() {
        var label = label("once");

        assertThat(load(label, row(3, "first", 1))).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(load(label, row(3, "second", 2))).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(name(3)).isEqualTo("first");
    }

    @Test
    void anOlderVersionNeverWinsAndAnEqualOneDoes() {
        load(label("v2"), row(4, "two", 2));
        assertThat(load(label("v1"), row(4, "one", 1))).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(name(4)).isEqualTo("two");
        load(label("v2-again"), row(4, "two again", 2));
        assertThat(name(4)).isEqualTo("two again");
    }

    @Test
    void theLastRowOfAKeyWinsWithinALoad() {
        load(label("last"), row(5, "first", 1), row(5, "last", 1));

        assertThat(name(5)).isEqualTo("last");
    }

    @Test
    void aBodyThatIsNotJsonIsRefusedAsAWholeAndItsLabelIsFreeAgain() {
        var label = label("broken");

        assertThat(load(label, row(6, "good", 1), "{\"id\":7,")).isInstanceOf(LoadOutcome.Refused.class);
        assertThat(streamLoad().state(label)).isEqualTo(LabelState.ABORTED);
        assertThat(name(6)).isNull();
        assertThat(load(label, row(6, "good", 1))).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(name(6)).isEqualTo("good");
    }

    @Test
    void cancellingWhatIsInOrWasNeverBegunChangesNothing() {
        var label = label("cancelled");
        load(label, row(8, "in", 1));

        streamLoad().cancel(TABLE, label);
        streamLoad().cancel(TABLE, label("never-begun"));

        assertThat(streamLoad().state(label)).isEqualTo(LabelState.VISIBLE);
        assertThat(streamLoad().state(label("never-begun"))).isEqualTo(LabelState.UNKNOWN);
        assertThat(name(8)).isEqualTo("in");
    }

    @Test
    void anUnknownTableIsMisconfigured() {
        var request = new LoadRequest(
                label("table"), "no_such_table", COLUMNS, "record_version", TextRows.of(row(1, "one", 1)));

        assertThat(streamLoad().load(request)).isInstanceOf(LoadOutcome.Misconfigured.class);
    }

    private LoadOutcome load(LoadLabel label, String... rows) {
        return streamLoad().load(new LoadRequest(label, TABLE, COLUMNS, "record_version", TextRows.of(rows)));
    }

    private static String row(long id, String name, long version) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"record_version\":" + version + "}";
    }
}
