package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A database that stood still before replays, repairs and redrives were there, as the release that has them goes on with it. */
class UpgradeIT {

    private static final String DATABASE = "upgrade";

    /** The last migration of the release before. */
    private static final String BEFORE = "210";

    private static final String LEDGER = """
        SET search_path = basic;
        INSERT INTO account (id, source, name, app_kind, app_key, enabled, version, created_at, updated_at)
        VALUES ('7', 'jushuitan', 'Of the release before', 'OWN', 'key', true, 1, '2026-10-01Z', '2026-10-01Z');
        INSERT INTO pull_cursor (account_id, entity, value) VALUES ('7', 'order', '1'), ('7', 'refund', '1');
        INSERT INTO loadable (source, entity, window_seconds)
        VALUES ('jushuitan', 'order', 86400), ('jushuitan', 'refund', 86400), ('jushuitan', 'shop', NULL);
        INSERT INTO run (kind, source, request, reason, started_by, started_at)
        VALUES ('HISTORY', 'jushuitan', '{"kind": "HISTORY", "source": "jushuitan", "accounts": ["7"],
            "entities": ["order"], "from": "-5d", "to": null, "again": false, "reason": "before"}', 'before', 'a JOB',
            '2026-10-31T09:00Z');
        INSERT INTO slice (run_id, source, account_id, entity, from_at, to_at, state, fence, holder, cursor_text,
            published_rows, expected_rows, calls, published_bytes, ends, begun_at, sent_at, ended_at, code, detail)
        SELECT 1, 'jushuitan', '7', 'order', day, day + interval '1 day', state, fence, holder, cursor_text, rows, 300,
            rows / 50, rows * 10, ends::jsonb, day, sent_at::timestamptz, ended_at::timestamptz, code, detail
        FROM (VALUES
            ('2026-10-26T16:00Z'::timestamptz, 'COMPLETE', 2, NULL, NULL, 300, '[]', '2026-10-31T09:01Z',
                '2026-10-31T09:02Z', NULL, NULL),
            ('2026-10-27T16:00Z', 'SENT', 3, 'gone', NULL, 200, '[{"topic": "erp.jushuitan.order.history",
                "topicId": "an-id", "partition": 3, "offset": 17}]', '2026-10-31T09:03Z', NULL, NULL, NULL),
            ('2026-10-28T16:00Z', 'RUNNING', 4, 'gone', 'page 3', 100, '[]', NULL, NULL, NULL, NULL),
            ('2026-10-29T16:00Z', 'FAILED', 1, NULL, 'page 2', 50, '[]', NULL, '2026-10-31T09:04Z', 'BI-JST-20', 'in words'),
            ('2026-10-30T16:00Z', 'WAITING', 0, NULL, NULL, 0, '[]', NULL, NULL, NULL, NULL))
            AS stood (day, state, fence, holder, cursor_text, rows, ends, sent_at, ended_at, code, detail);
        INSERT INTO dead_letter (topic, partition_number, letter_offset, set_aside_at, bytes, source, entity, account_id, code,
            reason, state, decided_by, decided_at, decision)
        VALUES ('erp.jushuitan.order-dlt', 0, 3, '2026-10-31Z', 9, 'jushuitan', 'order', '7', 'BI-TABLE-05', 'in words',
                'OPEN', NULL, NULL, NULL),
            ('erp.jushuitan.order-dlt', 0, 4, '2026-10-31Z', 9, 'jushuitan', 'order', '7', 'BI-TABLE-05', 'in words',
                'PARKED', 'a person', '2026-10-31Z', 'later')\
        """;

    private static BasicServer server;
    private static Caller service;

    @BeforeAll
    static void upgrade() {
        var postgres = BasicServer.postgres();
        postgres.createDatabase(DATABASE);
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(DATABASE), postgres.user(), postgres.password())
                .schemas("basic")
                .defaultSchema("basic")
                .target(BEFORE)
                .load()
                .migrate();
        BasicServer.sql(DATABASE, LEDGER);
        server = BasicServer.start(DATABASE);
        service = server.caller("SERVICE");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** One after the other, as each goes on from where the one before left the ledger. */
    @Test
    void whatStoodStillIsReadClaimedAndEnded() {
        var run = administrator().get("/api/runs/1").json();
        assertThat(run.path("state").asString()).isEqualTo("RUNNING");
        assertThat(run.path("rows").asLong()).isEqualTo(650);
        assertThat(run.at("/slices/complete").asInt()).isEqualTo(1);
        assertThat(slices()).isEqualTo("COMPLETE, SENT, RUNNING, FAILED, WAITING");
        assertThat(administrator()
                        .get("/api/coverage?account=7&entity=order&from=2026-10-27&to=2026-11-01")
                        .text())
                .contains("""
                    {"2026-10-27":"LOADED","2026-10-28":"UNDERWAY","2026-10-29":"UNDERWAY","2026-10-30":"FAILED",\
                    "2026-10-31":"UNDERWAY"}\
                    """);

        var claimed = claim("");
        assertThat(states(claimed)).as("its holder is silent").isEqualTo("SENT, RUNNING");
        assertThat(claimed.at("/0/progress/ends/0/offset").asLong()).isEqualTo(17);
        assertThat(claimed.at("/1/kind").asString()).isEqualTo("HISTORY");
        assertThat(claimed.at("/1/progress/cursor").asString()).isEqualTo("page 3");
        assertThat(claimed.at("/1/fence").asLong()).isGreaterThan(4);
        assertThat(claimed.at("/1/window/from").asString()).isEqualTo("2026-10-28T16:00:00Z");

        var last = claim(complete(claimed.get(0)) + "," + complete(claimed.get(1)));
        assertThat(states(last)).isEqualTo("RUNNING");
        assertThat(states(claim(complete(last.get(0))))).isEmpty();
        assertThat(administrator().get("/api/runs/1").json().path("state").asString())
                .isEqualTo("FAILED");

        assertThat(administrator()
                        .post("/api/runs/1/signals", "{\"signal\": \"AGAIN\", \"reason\": \"a test\"}")
                        .status())
                .isEqualTo(200);
        var again = claim("");
        assertThat(again.at("/0/progress/cursor").asString()).isEqualTo("page 2");
        assertThat(states(claim(complete(again.get(0))))).isEmpty();
        assertThat(administrator().get("/api/runs/1").json().path("state").asString())
                .isEqualTo("COMPLETE");
    }

    @Test
    void whatServicesSaidThatTheyLoadCountsUntilTheySayItAnew() {
        var plan = administrator().post("/api/runs/plan", """
            {"kind": "HISTORY", "source": "jushuitan", "accounts": ["7"], "entities": ["refund"], "from": "2026-10-29",
                "to": "2026-11-01", "again": false, "reason": null}\
            """);
        assertThat(plan.json().path("slices").asInt()).as(plan.text()).isEqualTo(3);
        assertThat(administrator().post("/api/runs/plan", """
            {"kind": "HISTORY", "source": "jushuitan", "accounts": ["7"], "entities": ["shop"], "from": "2026-10-29",
                "to": "2026-11-01", "again": false, "reason": null}\
            """).code())
                .as("it has no windows")
                .isEqualTo("BI-BASIC-52");
    }

    @Test
    void lettersKeepTheirNumbersAndWhatWasDecided() {
        var letters =
                administrator().get("/api/dead-letters?source=jushuitan").json().path("letters");
        assertThat(letters.valueStream()
                        .map(it -> "%s %s %s"
                                .formatted(
                                        it.path("id"),
                                        it.path("offset"),
                                        it.path("state").asString())))
                .containsExactlyInAnyOrder("1 3 OPEN", "2 4 PARKED");
        assertThat(letters.valueStream().map(it -> it.path("attempts").asInt())).containsOnly(0);
        assertThat(administrator()
                        .post("/api/dead-letters/decisions", """
                            {"ids": [2], "state": "OPEN", "reason": "a test"}\
                            """)
                        .json()
                        .path("letters")
                        .asInt())
                .isEqualTo(1);
    }

    private static Caller administrator() {
        return server.administrator();
    }

    private static String slices() {
        return states(administrator().get("/api/runs/1/slices").json().path("slices"));
    }

    private static String states(JsonNode slices) {
        return slices.valueStream().map(it -> it.path("state").asString()).collect(Collectors.joining(", "));
    }

    private static JsonNode claim(String held) {
        return service.post("/api/sources/jushuitan/slices", """
            {"holder": "after", "ttl": "PT30S", "most": 4, "held": [%s]}\
            """.formatted(held))
                .json()
                .path("slices");
    }

    private static String complete(JsonNode slice) {
        return """
            {"slice": %s, "fence": %s, "state": "COMPLETE", "progress": %s, "code": null, "detail": null, "pause": null}\
            """.formatted(slice.path("id"), slice.path("fence"), slice.path("progress"));
    }
}
