package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.kafka.SharedKafka;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs that send dead letters: each letter is one run's, from its planning until it turns out that it was not sent. */
class RedriveIT {

    private static final String LETTERS = "erp.leke.again.sent-dlt";
    private static final BasicServer SERVER = BasicServer.onKafka();
    private static final Caller SERVICE = SERVER.caller("SERVICE");
    private static final Caller JOB = SERVER.caller("JOB");

    @BeforeAll
    static void offer() throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", SharedKafka.broker().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(LETTERS, 1, (short) 1)))
                    .all()
                    .get();
        }
        assertThat(SERVICE.put("/api/sources/leke/loadable", """
            {"entities": [{"entity": "again", "topic": null, "historyTopic": "erp.leke.again.history",
                "windows": {}}]}\
            """).status()).isEqualTo(204);
    }

    @BeforeEach
    void setLettersAside() {
        SERVER.rows("DELETE FROM basic.dead_letter WHERE topic = '%s' RETURNING topic".formatted(LETTERS));
        for (var offset : List.of(3, 5, 8)) {
            setAside(offset, "leke", offset == 8 ? 5 : 0);
        }
    }

    @AfterEach
    void theClientKeepsToTheContract() {
        Exchanges.check();
    }

    @Test
    void aDoubleClickSendsOnceAndSaysWhoDoes() {
        var run = begin("");
        var slice = slices(run).get(0);
        assertThat(slice.path("kind").asString()).isEqualTo("REDRIVE");
        assertThat(slice.path("place").asString()).isEqualTo(LETTERS + "-0 from 3 to 6");
        assertThat(states()).isEqualTo("3 SENT, 5 SENT, 8 OPEN");
        assertThat(status(run).path("detail").asString()).isEqualTo("Left out: 1 were sent 5 times already.");

        var second = JOB.post("/api/runs", request(""));
        assertThat(second.code()).isEqualTo("BI-BASIC-63");
        assertThat(second.text()).contains("2 were sent, by run %d".formatted(run));
        var third = begin(", \"again\": true");
        assertThat(slices(third).get(0).path("place").asString()).isEqualTo(LETTERS + "-0 from 8 to 9");
        cancel(run);
        cancel(third);
    }

    @Test
    void whatWasNotSentOfARunThatIsCancelledIsOpenAgain() {
        var run = begin("");
        var slice = claimed("");
        assertThat(slice.at("/stretch/only").valueStream().map(JsonNode::asLong))
                .containsExactly(3L, 5L);
        claimed(report(slice, "RUNNING", "\"4\"", 1));
        cancel(run);

        assertThat(states()).isEqualTo("3 SENT, 5 OPEN, 8 OPEN");
    }

    @Test
    void aSliceThatFailedSendsWhatNobodyElseHasSinceAndItDidNotSend() {
        var run = begin("");
        claimed(report(claimed(""), "FAILED", "null", 0));
        assertThat(states()).isEqualTo("3 OPEN, 5 OPEN, 8 OPEN");
        assertThat(SERVER.administrator()
                        .post("/api/dead-letters/decisions", """
                            {"ids": [%s], "state": "DISCARDED", "reason": "a test"}\
                            """.formatted(letter(3)))
                        .status())
                .isEqualTo(200);

        signal(run, "AGAIN");
        var again = claimed("");
        assertThat(again.at("/stretch/only").valueStream().map(JsonNode::asLong))
                .containsExactly(5L);
        assertThat(states()).isEqualTo("3 DISCARDED, 5 SENT, 8 OPEN");
        claimed(report(again, "COMPLETE", "null", 1));
        assertThat(status(run).path("state").asString()).isEqualTo("COMPLETE");
        assertThat(states()).isEqualTo("3 DISCARDED, 5 SENT, 8 OPEN");
    }

    @Test
    void aMendedValueIsForTheServiceAloneAndGoneWhenTheLetterIsSent() {
        var mend = ", \"letters\": {\"ids\": [%s], \"code\": null, \"topic\": null, \"mend\":".formatted(letter(3))
                + " {\"value\": \"{\\\"phone\\\": \\\"13912345678\\\"}\", \"otherIdentity\": false}}";
        assertThat(JOB.post("/api/runs", request(mend)).code())
                .as("an administrator's work")
                .isEqualTo("BI-BASIC-11");
        var begun = SERVER.administrator().post("/api/runs", request(mend));
        var run = begun.json().path("id").asLong();

        assertThat(begun.text() + status(run) + slices(run)).doesNotContain("13912345678");
        assertThat(SERVER.administrator().get("/api/audit?object=run%20" + run).text())
                .contains("a mended value")
                .doesNotContain("13912345678");
        assertThat(SERVER.rows(
                        "SELECT r.request || s.mend || s::text FROM basic.run r JOIN basic.slice s ON s.run_id = r.id"
                                + " WHERE r.id = " + run))
                .singleElement()
                .asString()
                .doesNotContain("13912345678");

        var slice = claimed("");
        assertThat(slice.at("/stretch/mend/value").asString()).isEqualTo("{\"phone\": \"13912345678\"}");
        claimed(report(slice, "COMPLETE", "null", 1));
        assertThat(SERVER.rows("SELECT mend FROM basic.slice WHERE run_id = " + run))
                .containsOnlyNulls();
        assertThat(SERVER.logLines()).noneMatch(it -> it.contains("13912345678"));
    }

    @Test
    void whatBelongsToNoEntityIsSentByWhoHandlesIt() {
        setAside(13, null, 0);
        var refused = JOB.post(
                "/api/runs",
                request(", \"letters\": {\"ids\": [%s], \"code\": null, \"topic\": null, \"mend\": null}"
                        .formatted(letter(13))));
        assertThat(refused.code()).isEqualTo("BI-BASIC-64");
        assertThat(refused.text()).contains(LETTERS);
    }

    @Test
    void whatIsSetAsideOfARunIsCounted() {
        var run = begin("");
        SERVER.rows("UPDATE basic.dead_letter SET run_id = %d WHERE topic = '%s' AND letter_offset > 3 RETURNING topic"
                .formatted(run, LETTERS));
        assertThat(status(run).path("setAside").asInt()).isEqualTo(2);
        cancel(run);
    }

    private static void setAside(long offset, @Nullable String source, int attempts) {
        SERVER.rows("""
            INSERT INTO basic.dead_letter (topic, partition_number, letter_offset, set_aside_at, bytes, source, entity,
                account_id, code, reason, attempts)
            VALUES ('%s', 0, %d, now(), 2, %s, %s, 't1', 'BI-TABLE-05', 'It does not fit', %d) RETURNING topic\
            """.formatted(
                        LETTERS,
                        offset,
                        source == null ? "NULL" : "'" + source + "'",
                        source == null ? "NULL" : "'again'",
                        attempts));
    }

    private static String letter(long offset) {
        return SERVER.rows("SELECT id::text FROM basic.dead_letter WHERE topic = '%s' AND letter_offset = %d"
                        .formatted(LETTERS, offset))
                .getFirst();
    }

    private static String states() {
        return SERVER
                .rows(
                        "SELECT letter_offset || ' ' || state FROM basic.dead_letter WHERE topic = '%s' ORDER BY letter_offset"
                                .formatted(LETTERS))
                .stream()
                .collect(Collectors.joining(", "));
    }

    private static long begin(String more) {
        var begun = JOB.post("/api/runs", request(more));
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        return begun.json().path("id").asLong();
    }

    private static JsonNode status(long run) {
        return JOB.get("/api/runs/" + run).json();
    }

    private static JsonNode slices(long run) {
        return JOB.get("/api/runs/%d/slices".formatted(run)).json().path("slices");
    }

    private static void cancel(long run) {
        signal(run, "CANCEL");
    }

    private static void signal(long run, String signal) {
        assertThat(JOB.post(
                                "/api/runs/%d/signals".formatted(run),
                                "{\"signal\": \"%s\", \"reason\": \"a test\"}".formatted(signal))
                        .status())
                .isEqualTo(200);
    }

    /** The slice of these letters that the service has after its report. */
    private static JsonNode claimed(String held) {
        return SERVICE.post("/api/sources/leke/slices", """
            {"holder": "a", "ttl": "PT30S", "most": 10, "held": [%s]}\
            """.formatted(held))
                .json()
                .path("slices")
                .path(0);
    }

    private static String report(JsonNode slice, String state, String cursor, long rows) {
        return """
            {"slice": %d, "fence": %d, "state": "%s", "progress": {"cursor": %s, "rows": %d, "expected": 2,
                "calls": 0, "bytes": 9, "ends": [], "found": []}, "code": null, "detail": null, "pause": null}\
            """.formatted(slice.path("id").asLong(), slice.path("fence").asLong(), state, cursor, rows);
    }

    private static String request(String more) {
        return "{\"kind\": \"REDRIVE\", \"source\": \"leke\", \"accounts\": [], \"entities\": []%s%s}"
                .formatted(more.contains("\"again\"") ? "" : ", \"again\": false", more);
    }
}
