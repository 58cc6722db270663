package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Cursor;
import io.bisync.event.Event;
import io.bisync.event.Origin;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.page.ModifiedRows;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.PublishedRows;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows whose version is the time of their last change. */
class ModifiedRowsTests {

    private static final Account ACCOUNT = new Account("1", "jushuitan", "shop", AppKind.OWN, "app", true, null);
    private static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");
    private static final long READ = Instant.parse("2026-11-20T03:59:00Z").toEpochMilli();
    private static final Cursor LIVE = new Cursor("0", null);

    private final CollectingSink sink = new CollectingSink();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PagePublisher publisher = Pulling.publisher(sink, registry, () -> NOW);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20 11:59:00",
                "2026-11-20 11:59:00.487",
                "2026-11-20T11:59",
                "2026-11-20",
                "2026-11-20T03:59:00Z",
                "1988-07-01 12:00:00",
                "1970-01-02 00:00:00"
            })
    void theVersionIsTheOneThatLoadingReadsFromTheBody(String modified) throws Exception {
        publish("{\"po_id\":7,\"modified\":\"%s\"}".formatted(modified));

        assertThat(sink.events()).singleElement().satisfies(it -> {
            assertThat(it.version()).isNotNull();
            assertThat(load(it)).isInstanceOf(Normalised.Rows.class);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "null", "\"0000-00-00 00:00:00\"", "\"1969-12-31 00:00:00\"", "7"})
    void aRowWithoutAReadableTimeIsPublishedAndRejectedWhereItIsLoaded(String modified) throws Exception {
        publish("{\"po_id\":7,\"modified\":%s}".formatted(modified));

        assertThat(sink.events()).singleElement().satisfies(it -> {
            assertThat(it.version()).isNull();
            assertThat(load(it))
                    .isInstanceOfSatisfying(
                            Normalised.Rejected.class,
                            rejected -> assertThat(rejected.code()).isEqualTo("BI-TABLE-08"));
        });
    }

    @Test
    void aTimeThatIsStillToComeIsRejectedSoThatItDoesNotWinForGood() throws Exception {
        publish(
                "{\"po_id\":7,\"modified\":\"2026-11-20 13:00:01\"}",
                "{\"po_id\":8,\"modified\":\"2026-11-20 13:00:00\"}");

        assertThat(sink.events())
                .extracting(Event::id, Event::version)
                .containsExactly(
                        tuple("7", 0L), tuple("8", NOW.plusSeconds(3600).toEpochMilli()));
        assertThat(load(sink.events().getFirst())).isInstanceOf(Normalised.Rejected.class);
        assertThat(registry.get("bi.pull.doubted").counter().count()).isEqualTo(1);
    }

    @Test
    void anEmptyPageThatSaysThatMoreFollowsIsNotBelieved() {
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> ModifiedRows.of(
                        Pulling.PURCHASES.endpoint(), new Page(new byte[0], List.of(), true, null, null), NOW))
                .withMessageStartingWith("BI-JST-21");
    }

    @Test
    void oneTimeWithOtherContentIsNewAndTheSameContentIsNot() throws Exception {
        PublishedRows published = new PublishedRows(Pulling.once(() -> NOW), ACCOUNT, Pulling.PURCHASES);

        assertThat(unknown(published, "draft")).hasSize(1);
        assertThat(unknown(published, "draft")).isEmpty();
        assertThat(unknown(published, "confirmed")).hasSize(1);
        assertThat(sink.events()).extracting(Event::version).containsExactly(READ, READ);
        published.under(2);
        assertThat(unknown(published, "draft"))
                .as("under another lease everything is new")
                .hasSize(1);
    }

    @Test
    void aRowThatDoesNotSayWhenItChangedHasTheTimeAtWhichItWasAskedForSoThatTheNewestReadingWins() throws Exception {
        PulledEntity shipments = Entities.of("logistics");
        PublishedRows published = new PublishedRows(Pulling.once(() -> NOW), ACCOUNT, shipments);
        Instant asked = NOW;
        for (String carrier : List.of("SF", "SF", "YTO", "SF")) {
            Page page = page("{\"o_id\":7,\"l_id\":\"1\",\"lc_id\":\"%s\"}".formatted(carrier))
                    .askedAt(asked);
            publisher.publishUnknown(
                    ACCOUNT,
                    shipments,
                    ModifiedRows.of(shipments.endpoint(), page, NOW).believed(),
                    published);
            asked = asked.plusMillis(1);
        }

        assertThat(sink.events())
                .as("the same content is known, and is news when it comes back")
                .extracting(Event::version)
                .containsExactly(NOW.toEpochMilli(), NOW.toEpochMilli() + 2, NOW.toEpochMilli() + 3);
        assertThat(sink.events())
                .allSatisfy(it -> assertThat(load(it, shipments)).isInstanceOf(Normalised.Rows.class));
        assertThat(registry.find("bi.pull.undated").counters())
                .as("nobody misses a time there")
                .allMatch(it -> it.count() == 0);
    }

    @Test
    void historyBringsARowBackAlthoughItIsKnown() throws Exception {
        PublishedRows published = new PublishedRows(Pulling.once(() -> NOW), ACCOUNT, Pulling.PURCHASES);
        unknown(published, "draft");
        assertThat(unknown(published, "draft")).as("known").isEmpty();

        publish("{\"po_id\":7,\"modified\":\"2026-11-20 11:59:00\",\"status\":\"draft\"}");

        assertThat(sink.events()).extracting(Event::origin).containsExactly(Origin.LIVE, Origin.HISTORY);
        assertThat(sink.events()).extracting(Event::version).containsOnly(READ);
    }

    @Test
    void whatKafkaDidNotAcknowledgeIsNotKnown() throws Exception {
        PublishedRows published = new PublishedRows(Pulling.once(() -> NOW), ACCOUNT, Pulling.PURCHASES);
        sink.refuse();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> unknown(published, "draft"));

        sink.accept();
        assertThat(unknown(published, "draft")).hasSize(1);
    }

    private List<EntitySlice> unknown(PublishedRows published, String status) throws Exception {
        Page page = page("{\"po_id\":7,\"modified\":\"2026-11-20 11:59:00\",\"status\":\"%s\"}".formatted(status));
        return publisher.publishUnknown(
                ACCOUNT,
                Pulling.PURCHASES,
                ModifiedRows.of(Pulling.PURCHASES.endpoint(), page, NOW).believed(),
                published);
    }

    private void publish(String... rows) throws Exception {
        publisher.publishBeside(ACCOUNT, Pulling.PURCHASES, page(rows), LIVE, Origin.HISTORY);
    }

    private static Normalised load(Event event) {
        return load(event, Pulling.PURCHASES);
    }

    private static Normalised load(Event event, PulledEntity pulled) {
        return new Normaliser(new RecordSchema(pulled.entity()))
                .normalise(
                        new SourceRecord("t", 0, 0, null, event.value(), event.account(), event.version()),
                        new RangeBuffer(pulled.entity()));
    }

    /** Rows as the reader cuts them: the id from the body, and what stands in modified. */
    private static Page page(String... rows) {
        StringBuilder answer = new StringBuilder();
        List<EntitySlice> slices = new ArrayList<>();
        for (String row : rows) {
            int from = answer.length();
            answer.append(row);
            slices.add(new EntitySlice(from, answer.length(), String.valueOf(7 + slices.size()), null, modified(row)));
        }
        return new Page(answer.toString().getBytes(StandardCharsets.UTF_8), slices, false, null, null);
    }

    private static @Nullable String modified(String row) {
        String value =
                row.replaceAll(".*\"modified\":(\"[^\"]*\"|[^,}]*).*", "$1").replace("\"", "");
        return value.equals("null") ? null : value;
    }
}
