package io.bisync.jushuitan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.call.RealCalls;
import io.bisync.jushuitan.declaration.FanOut;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.pull.StopSignal;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.book.Company;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Every question that pulls, re-scans and history ask, put to a Jushuitan that refuses what a page does not take. */
class QuestionsTests {

    private static final InstantSource CLOCK = InstantSource.system();
    private static JushuitanSimulator jushuitan;
    private static RateLimitedClient calls;
    private static Account account;

    @BeforeAll
    static void start() {
        jushuitan = JushuitanSimulator.start(
                SimulatorSettings.of(100).withSpeed(100_000).withHistory(Duration.ofDays(1)));
        var at = jushuitan.accounts().getFirst();
        account = new Account("1", "jushuitan", at.name(), AppKind.OWN, at.appKey(), true, String.valueOf(at.coId()));
        var controlPlane = new InMemoryControlPlane(CLOCK);
        controlPlane.add(account, new Credentials(at.appKey(), at.appSecret()));
        calls = RealCalls.to(jushuitan.openapi(), controlPlane, new SimpleMeterRegistry());
    }

    @AfterAll
    static void stop() {
        jushuitan.close();
    }

    static List<PulledEntity> entities() {
        return Entities.ALL.stream()
                .map(it -> it.fanOut() == FanOut.NONE
                        ? it
                        : it.within(new Company(jushuitan.accounts().getFirst().coId())
                                .warehouses()
                                .getFirst()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("entities")
    void isAnsweredWithRowsThatHaveWhatIsNeededOfThem(PulledEntity pulled) throws Exception {
        for (PageQuery query : queries(pulled).toList()) {
            Page page = calls.page(account, Priority.LIVE, pulled.endpoint(), query, new StopSignal());

            assertThat(page.entities())
                    .as("%s", query)
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.id()).isNotNull());
            assertThat(page.asked()).isAfter(Instant.EPOCH);
            if (pulled.increment() instanceof Increment.RowVersion) {
                assertThat(page.entities()).extracting(EntitySlice::ts).doesNotContainNull();
            }
            assertThat(page.entities())
                    .extracting(EntitySlice::modified)
                    .allMatch(it -> (it == null) == (pulled.endpoint().timeField() == null)
                            || pulled.increment() instanceof Increment.Snapshot);
        }
    }

    /** By each field that a row has a value in. */
    @ParameterizedTest
    @MethodSource("entities")
    void whatIsNamedByItsIdsIsAnsweredAndNothingElse(PulledEntity pulled) throws Exception {
        Page all = calls.page(
                account,
                Priority.LIVE,
                pulled.endpoint(),
                queries(pulled).findFirst().orElseThrow(),
                new StopSignal());
        for (Endpoint.ById by : pulled.endpoint().byIds()) {
            Set<String> wanted = values(all, by.field());
            if (wanted.isEmpty()) {
                continue;
            }
            PageQuery query = new PageQuery.ByIds(by, List.copyOf(wanted), 1);
            Page page = calls.page(account, Priority.PUSH, pulled.endpoint(), query, new StopSignal());

            assertThat(values(page, by.field())).as("%s", query).isEqualTo(wanted);
        }
    }

    /** Of the first two rows that have one. */
    private static Set<String> values(Page page, String field) {
        return page.entities().stream()
                .map(row ->
                        JsonMapper.shared().readTree(page.json(row)).path(field).asString(""))
                .filter(it -> !it.isEmpty())
                .distinct()
                .limit(2)
                .collect(Collectors.toSet());
    }

    private static Stream<PageQuery> queries(PulledEntity pulled) {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        PageQuery window = new PageQuery.Modified(now.minus(pulled.endpoint().longestWindow()), now, 1);
        return switch (pulled.increment()) {
            case Increment.RowVersion(String parameter) -> Stream.of(new PageQuery.Since(parameter, 0, 1), window);
            case Increment.Modified _ -> Stream.of(window);
            case Increment.Snapshot _ -> Stream.of(new PageQuery.Whole(1));
        };
    }
}
