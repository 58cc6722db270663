package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Cursor;
import io.bisync.event.Event;
import io.bisync.event.Origin;
import io.bisync.jushuitan.AccountLog;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.page.PagePublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PagePublisherTests {

    private static final Account ACCOUNT = new Account("1", "jushuitan", "shop", AppKind.OWN, "app", true, null);
    private static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");
    private static final String GOOD = "{\"o_id\":1,\"ts\":5}";

    private final CollectingSink sink = new CollectingSink();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PagePublisher publisher = Pulling.publisher(sink, registry, () -> NOW);

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of("half a name", "{\"o_id\":2,\"receiver_name\" \"x\",\"ts\":6}", "BI-JST-24"),
                Arguments.of("two values", "{\"o_id\":2,\"ts\":6,\"a\":1 2}", "BI-JST-24"),
                Arguments.of(
                        "too large",
                        "{\"o_id\":2,\"ts\":6,\"a\":\"%s\"}".formatted("x".repeat(PagePublisher.LARGEST)),
                        "BI-JST-28"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void anEntityThatCannotBePublishedIsRejectedAloneUnderItsIdAndVersion(String name, String bad, String code) {
        try (AccountLog log = new AccountLog()) {
            Pulling.publish(publisher, ACCOUNT, Pulling.ORDERS, page(GOOD, bad, GOOD));

            assertThat(sink.events())
                    .extracting(Event::id, Event::version, PagePublisherTests::text)
                    .as(name)
                    .containsExactly(tuple("1", 5L, GOOD), tuple("2", 6L, "{}"), tuple("3", 7L, GOOD));
            assertThat(registry.counter("bi.pull.replaced", "account", "1", "entity", "order", "code", code)
                            .count())
                    .isEqualTo(1);
            assertThat(log.of("1")).containsExactly("WARN " + code);
        }
    }

    @Test
    void anEntityWithoutReadableTimeOfChangeGetsNoOtherTimeAndIsCounted() {
        Pulling.publish(publisher, ACCOUNT, Pulling.ORDERS, page(GOOD));

        assertThat(sink.events()).extracting(Event::time).containsOnlyNulls();
        assertThat(registry.get("bi.pull.undated").counter().count()).isEqualTo(1);
    }

    @Test
    void historySetsAsideWhatTheLiveCursorCannotHaveReached() throws Exception {
        Page page = page(GOOD, GOOD);
        EntitySlice absurd = page.entities().getLast().under(4_000_000_000_000_000_000L);

        publisher.publishBeside(
                ACCOUNT,
                Pulling.ORDERS,
                page.with(List.of(page.entities().getFirst(), absurd)),
                new Cursor("100", NOW),
                Origin.HISTORY);

        assertThat(sink.events()).extracting(Event::id, Event::version).containsExactly(tuple("2", 0L), tuple("1", 5L));
        assertThat(registry.get("bi.pull.doubted").counter().count()).isEqualTo(1);
    }

    @Test
    void theLargestEntityIsPublishedAsItCame() {
        String frame = "{\"o_id\":1,\"ts\":5,\"a\":\"\"}";
        String largest = frame.replace("\"\"", "\"" + "x".repeat(PagePublisher.LARGEST - frame.length()) + "\"");

        Pulling.publish(publisher, ACCOUNT, Pulling.ORDERS, page(largest));

        assertThat(sink.events()).extracting(PagePublisherTests::text).containsExactly(largest);
    }

    private static String text(Event event) {
        return new String(event.value(), StandardCharsets.UTF_8);
    }

    /** Entities with the ids 1, 2, 3 and the versions 5, 6, 7. */
    private static Page page(String... entities) {
        StringBuilder answer = new StringBuilder();
        List<EntitySlice> slices = new ArrayList<>();
        for (String entity : entities) {
            int from = answer.length();
            answer.append(entity);
            int number = slices.size();
            slices.add(new EntitySlice(from, answer.length(), String.valueOf(1 + number), 5L + number, null));
        }
        return new Page(answer.toString().getBytes(StandardCharsets.US_ASCII), slices, false, null, null);
    }
}
