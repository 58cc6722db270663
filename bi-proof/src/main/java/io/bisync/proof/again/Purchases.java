package io.bisync.proof.again;

import io.bisync.local.stack.LocalStack;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** The purchases of an account: their runs, and their rows below the stand-in, where no load passes. */
final class Purchases {

    static final String ENTITY = "purchase";
    static final String ACCOUNT = "7";
    static final String TABLE = "ods_jushuitan_purchase";
    static final String LINES = "ods_jushuitan_purchase_item";

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final LocalStack stack;
    private final Sql sql;

    Purchases(LocalStack stack, Sql sql) {
        this.stack = stack;
        this.sql = sql;
    }

    LocalStack stack() {
        return stack;
    }

    Sql sql() {
        return sql;
    }

    /** Begins a run over the account's purchases, asked for in its own way, and answers how it ended. */
    JsonNode run(String kind, Map<String, ?> own) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "source",
                "jushuitan",
                "accounts",
                List.of(ACCOUNT),
                "entities",
                List.of(ENTITY),
                "again",
                false,
                "reason",
                "the check"));
        request.put("kind", kind);
        request.putAll(own);
        return ended(stack.controlPlane().begin(request));
    }

    /** How a run ended. */
    JsonNode ended(long run) {
        await(() -> Set.of("COMPLETE", "FAILED").contains(stack.controlPlane().stateOfRun(run)));
        return stack.controlPlane().get("/api/runs/" + run);
    }

    static boolean await(BooleanSupplier condition) {
        return Patience.await(condition, LIMIT);
    }

    static boolean isComplete(JsonNode run) {
        return state(run).equals("COMPLETE");
    }

    /** In words, with what stands still. */
    static String state(JsonNode run) {
        String state = run.path("state").asString();
        return state.equals("COMPLETE")
                ? state
                : "%s (%s)".formatted(state, run.path("parts").toString());
    }

    /** How many rows of a sort a run found. */
    static long found(JsonNode run, String sort) {
        return run.path("parts")
                .valueStream()
                .flatMap(part -> part.path("found").valueStream())
                .filter(it -> it.path("sort").asString().equals(sort))
                .mapToLong(it -> it.path("rows").asLong())
                .sum();
    }

    /** Rows of a table for which something holds. */
    long rows(String table, String condition) {
        return sql.number(
                "SELECT COUNT(*) FROM %s WHERE account_id = '%s' AND %s".formatted(table, ACCOUNT, condition));
    }

    /** Rows of a table, of all accounts, whose undeclared fields match. */
    long matching(String table, String pattern) {
        var postgres = stack.postgres();
        String query = "SELECT count(*) FROM \"%s\".\"%s\" WHERE extra::text ~ ?"
                .formatted(stack.starRocks().database(), table);
        try (Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password());
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, pattern);
            try (var answer = statement.executeQuery()) {
                answer.next();
                return answer.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask the database: " + query, e);
        }
    }

    /**
     * Changes the engine below the stand-in.
     *
     * @param statement in which the names of both tables stand in braces
     */
    void execute(String statement) {
        String named = statement
                .replace(
                        "{" + TABLE + "}",
                        "\"%s\".\"%s\"".formatted(stack.starRocks().database(), TABLE))
                .replace(
                        "{" + LINES + "}",
                        "\"%s\".\"%s\"".formatted(stack.starRocks().database(), LINES));
        execute("starrocks", named);
    }

    /** Changes a database. */
    int execute(String database, String statement) {
        var postgres = stack.postgres();
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(database), postgres.user(), postgres.password());
                var execution = connection.createStatement()) {
            return execution.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot change the database %s: %s".formatted(database, statement), e);
        }
    }
}
