package io.bisync.proof.comparison;

import io.bisync.local.stack.ControlPlaneSetup;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Whether bi_account and bi_freshness say what bi-basic says of accounts and their entities. */
final class StatusInSql {

    /** No vendor has a page of them. */
    static final Set<String> TABLES = Set.of("ods_bi_account", "ods_bi_freshness");

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Freshness moves on while it is asked for in two places. */
    private static final Duration APART = Duration.ofSeconds(60);

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static final String ACCOUNTS =
            "SELECT account_id AS k, concat(source, ' ', name, ' ', CASE WHEN enabled THEN 'on' ELSE 'off' END) AS v FROM bi_account";
    private static final String FRESHNESS =
            "SELECT concat(account_id, ' ', entity) AS k, concat(state, ' ', dead_letters) AS v, fresh_as_of AS t FROM bi_freshness";

    private final Sql sql;
    private final ControlPlaneSetup basic;

    StatusInSql(Sql sql, ControlPlaneSetup basic) {
        this.sql = sql;
        this.basic = basic;
    }

    /** One side may be a few seconds ahead; what differs for longer does not agree. */
    Finding check() {
        List<String> last = new ArrayList<>();
        long[] rows = {0};
        Patience.await(
                () -> {
                    last.clear();
                    rows[0] = compare(last);
                    return last.isEmpty();
                },
                LIMIT);
        return Finding.of(
                Verdict.VALUES,
                "bi_account and bi_freshness say what bi-basic says",
                "%,d rows".formatted(rows[0]),
                last);
    }

    private long compare(List<String> contradictions) {
        Map<String, String> accounts = values(sql.query(ACCOUNTS), "v");
        Sql.Answer freshness = sql.query(FRESHNESS);
        contradictions.addAll(differences("bi_account", accounts, accountsOf(basic.get("/api/accounts"))));
        JsonNode status = basic.status();
        contradictions.addAll(differences("bi_freshness", values(freshness, "v"), statesOf(status)));
        contradictions.addAll(late(values(freshness, "t"), instantsOf(status)));
        return (long) accounts.size() + freshness.rows().size();
    }

    /** By key, what a table says that bi-basic does not, and the other way round. */
    static List<String> differences(String table, Map<String, String> inSql, Map<String, String> atBasic) {
        Set<String> keys = new TreeSet<>(inSql.keySet());
        keys.addAll(atBasic.keySet());
        List<String> found = new ArrayList<>();
        for (String key : keys) {
            String said = inSql.getOrDefault(key, "nothing");
            String known = atBasic.getOrDefault(key, "nothing");
            if (!said.equals(known)) {
                found.add("%s says of %s '%s', and bi-basic '%s'".formatted(table, key, said, known));
            }
        }
        return found;
    }

    /** Nothing looks fresher than it is, or much older. */
    static List<String> late(Map<String, String> inSql, Map<String, String> atBasic) {
        List<String> found = new ArrayList<>();
        inSql.forEach((key, text) -> {
            String known = atBasic.getOrDefault(key, "");
            if (text.isEmpty() || known.isEmpty()) {
                if (!text.equals(known)) {
                    found.add("bi_freshness says that %s is fresh as of '%s', and bi-basic '%s'"
                            .formatted(key, text, known));
                }
                return;
            }
            Instant said =
                    LocalDateTime.parse(text.replace(' ', 'T')).atZone(SHANGHAI).toInstant();
            Duration apart = Duration.between(said, Instant.parse(known));
            if (apart.isNegative() || apart.compareTo(APART) > 0) {
                found.add("bi_freshness says that %s is fresh as of %s, and bi-basic %s".formatted(key, said, known));
            }
        });
        return found;
    }

    private static Map<String, String> accountsOf(JsonNode answer) {
        Map<String, String> accounts = new TreeMap<>();
        answer.get("accounts")
                .forEach(it -> accounts.put(
                        it.get("id").asString(),
                        "%s %s %s"
                                .formatted(
                                        it.get("source").asString(),
                                        it.get("name").asString(),
                                        it.get("enabled").asBoolean() ? "on" : "off")));
        return accounts;
    }

    private static Map<String, String> statesOf(JsonNode status) {
        Map<String, String> states = new TreeMap<>();
        status.forEach(line -> {
            if (!line.path("name").asString("").isEmpty()) {
                states.put(
                        key(line),
                        "%s %d"
                                .formatted(
                                        line.path("state").path("name").asString(),
                                        line.get("deadLetters").asLong()));
            }
        });
        return states;
    }

    private static Map<String, String> instantsOf(JsonNode status) {
        Map<String, String> instants = new TreeMap<>();
        status.forEach(line -> instants.put(key(line), line.path("freshAsOf").asString("")));
        return instants;
    }

    private static String key(JsonNode line) {
        return line.get("account").asString() + " " + line.get("entity").asString();
    }

    private static Map<String, String> values(Sql.Answer answer, String column) {
        Map<String, String> values = new TreeMap<>();
        answer.rows()
                .forEach(row -> values.put(
                        answer.text(row, "k"), row.get(answer.indexOf(column)).asString("")));
        return values;
    }
}
