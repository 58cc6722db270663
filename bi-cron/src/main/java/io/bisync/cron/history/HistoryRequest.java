package io.bisync.cron.history;

import io.bisync.time.ShanghaiTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * What a person or a CronJob asks for: {@code account=7 entity=order from=2026-08-23 [to=2026-11-21] [run=again]};
 * {@code entity=order,sales_out} are two requests, one after the other.
 *
 * <p>Dates and times are Asia/Shanghai wall time, as everywhere in the ERP. {@code to} is excluded and by default
 * today 00:00, which overlaps with where the live pull began.
 */
record HistoryRequest(
        String account,
        String entity,
        Window window,
        @Nullable String run) {

    private static final Set<String> KNOWN = Set.of("account", "entity", "from", "to", "run");

    /** Reads {@code key=value} arguments; options that begin with {@code --} are Spring's and are left alone. */
    static List<HistoryRequest> parse(Iterable<String> arguments, InstantSource clock) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String key = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || !KNOWN.contains(key) || given.put(key, argument.substring(equals + 1)) != null) {
                throw new UsageException("Cannot use the argument '%s'".formatted(argument));
            }
        }
        String to = given.get("to");
        Instant end = to == null ? ShanghaiTime.startOfDay(clock.instant()) : instant("to", to);
        Instant start = instant("from", required(given, "from"));
        if (!start.isBefore(end)) {
            throw new UsageException(
                    "The history must end after it begins, but from is %s and to is %s".formatted(start, end));
        }
        String account = required(given, "account");
        return entities(required(given, "entity")).stream()
                .map(entity -> new HistoryRequest(account, entity, new Window(start, end), given.get("run")))
                .toList();
    }

    private static List<String> entities(String names) {
        List<String> entities =
                Arrays.stream(names.split(",", -1)).map(String::strip).toList();
        if (entities.contains("") || Set.copyOf(entities).size() < entities.size()) {
            throw new UsageException(
                    "The argument entity=%s must name entities, each once, with commas between".formatted(names));
        }
        return entities;
    }

    /**
     * Names the job instance: asking twice for the same history continues it or finds it done. The length of the windows
     * is part of it, because the saved position counts windows: with another length the history begins anew.
     */
    JobParameters parameters(Duration windowLength) {
        var builder = new JobParametersBuilder()
                .addString("windows", windowLength.toString())
                .addString("account", account)
                .addString("entity", entity)
                .addString("from", window.from().toString())
                .addString("to", window.to().toString());
        if (run != null) {
            builder.addString("run", run);
        }
        return builder.toJobParameters();
    }

    private static String required(Map<String, String> given, String key) {
        String value = given.get(key);
        if (value == null || value.isBlank()) {
            throw new UsageException("The argument %s=… is missing".formatted(key));
        }
        return value;
    }

    private static Instant instant(String key, String value) {
        try {
            LocalDateTime wallTime = value.contains("T")
                    ? LocalDateTime.parse(value)
                    : LocalDate.parse(value).atStartOfDay();
            return ShanghaiTime.of(wallTime);
        } catch (DateTimeException unreadable) {
            throw new UsageException(
                    "The argument %s=%s is neither a date (2026-08-23) nor a date with a time (2026-08-23T10:00:00)"
                            .formatted(key, value));
        }
    }
}
