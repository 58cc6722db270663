package io.bisync.starrocks.http;

import io.bisync.starrocks.LoadTimings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * StarRocks' answer to a load, its fields as they came; a missing number is -1.
 *
 * @param status {@code Status}: the only field that says whether the load worked
 */
record LoadAnswer(
        String status,
        String message,
        @Nullable String label,
        @Nullable String errorUrl,
        long loaded,
        long filtered,
        long unselected,
        LoadTimings timings) {

    static Optional<LoadAnswer> read(Reply reply) {
        if (reply.status() != 200 || !reply.complete()) {
            return Optional.empty();
        }
        return Json.object(reply.text())
                .filter(json -> json.path("Status").isString())
                .map(LoadAnswer::of);
    }

    private static LoadAnswer of(JsonNode json) {
        return new LoadAnswer(
                json.path("Status").stringValue(),
                json.path("Message").stringValue(""),
                json.path("Label").stringValue(null),
                json.path("ErrorURL").stringValue(null),
                number(json, "NumberLoadedRows"),
                number(json, "NumberFilteredRows"),
                number(json, "NumberUnselectedRows"),
                new LoadTimings(
                        millis(json, "LoadTimeMs"),
                        millis(json, "BeginTxnTimeMs"),
                        millis(json, "StreamLoadPlanTimeMs"),
                        millis(json, "ReadDataTimeMs"),
                        millis(json, "WriteDataTimeMs"),
                        millis(json, "CommitAndPublishTimeMs")));
    }

    private static long number(JsonNode json, String field) {
        var value = json.path(field);
        return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : -1;
    }

    private static Duration millis(JsonNode json, String field) {
        return Duration.ofMillis(Math.max(0, number(json, field)));
    }
}
