package io.bisync.proof.pull;

import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** Watches the pulls of this process by their meters, and bi-basic by its. */
final class PullWatch {

    /** How many times faster than the vendor's limits and the usual paces. */
    static final String SPEED = "bench.speed";

    static final String ACCOUNTS = "bench.accounts";
    static final String SECONDS = "bench.seconds";
    static final String BASIC = "bench.basic";
    static final String BASIC_PID = "bench.basic-pid";
    static final String TOKEN = "bench.token";
    static final String REPORT = "bench.report";

    private static final Pattern REQUESTS =
            Pattern.compile("(?m)^http_server_requests_seconds_count\\{[^\\n]*uri=\"/api[^\\n]* ([\\d.E+]+)$");
    private static final Pattern PERMITS = Pattern.compile("(?m)^bi_permit_allowed\\{[^\\n]* ([\\d.E+]+)$");
    private static final Duration LOOK = Duration.ofMillis(200);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Environment settings;
    private final MeterRegistry meters;
    private final HistoryLoad history;

    private PullWatch(Environment settings, MeterRegistry meters, HistoryLoad history) {
        this.settings = settings;
        this.meters = meters;
        this.history = history;
    }

    static PullWatch over(ApplicationContext service) {
        return new PullWatch(
                service.getEnvironment(),
                service.getBean(MeterRegistry.class),
                new HistoryLoad(service.getBean(ControlPlane.class), service.getBean(RateLimitedClient.class)));
    }

    void run() throws IOException, InterruptedException {
        double speed = settings.getRequiredProperty(SPEED, Double.class);
        int accounts = settings.getRequiredProperty(ACCOUNTS, Integer.class);
        Duration seconds = Duration.ofSeconds(settings.getRequiredProperty(SECONDS, Long.class));
        Duration minute = Duration.ofMillis(Math.round(60_000 / speed));
        // Everything is asked for at once in the beginning, and compiled.
        watch(minute.plusSeconds(20));
        PullFigures.Stretch idle = watch(seconds);
        PullFigures.Stretch busy;
        try (var _ = history.begin()) {
            watch(minute);
            busy = watch(seconds);
        }
        Files.write(
                Path.of(settings.getRequiredProperty(REPORT)),
                new JsonMapper().writeValueAsBytes(new PullFigures(accounts, speed, ofBasic(PERMITS), idle, busy)));
    }

    private PullFigures.Stretch watch(Duration duration) throws IOException, InterruptedException {
        Moment before = moment();
        Map<PaceClass, Double> longest = new EnumMap<>(PaceClass.class);
        long until = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < until) {
            for (Gauge lag : meters.find("bi.pull.lag").gauges()) {
                double seconds = lag.value();
                if (!Double.isNaN(seconds)) {
                    String entity = Objects.requireNonNull(lag.getId().getTag("entity"));
                    longest.merge(PaceClass.of(entity), seconds, Math::max);
                }
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        Moment after = moment();
        return new PullFigures.Stretch(
                (after.nanos() - before.nanos()) / 1e9,
                after.questions() - before.questions(),
                after.historyQuestions() - before.historyQuestions(),
                after.basicRequests() - before.basicRequests(),
                (after.podCpu() - before.podCpu()) / 1e6,
                (after.basicCpu() - before.basicCpu()) / 1e6,
                longest);
    }

    private Moment moment() throws IOException, InterruptedException {
        long questions = meters.find("bi.pull.calls").counters().stream()
                .mapToLong(it -> (long) it.count())
                .sum();
        return new Moment(
                System.nanoTime(), questions, history.questions(), (long) ofBasic(REQUESTS), podCpu(), basicCpu());
    }

    /** The sum of a meter of bi-basic. */
    private double ofBasic(Pattern meter) throws IOException, InterruptedException {
        String page = http.send(
                        HttpRequest.newBuilder(URI.create(settings.getRequiredProperty(BASIC) + "/actuator/prometheus"))
                                .header("Authorization", "Bearer " + settings.getRequiredProperty(TOKEN))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return meter.matcher(page)
                .results()
                .mapToDouble(it -> Double.parseDouble(it.group(1)))
                .sum();
    }

    private static long podCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private long basicCpu() {
        return ProcessHandle.of(settings.getRequiredProperty(BASIC_PID, Long.class))
                .flatMap(it -> it.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow();
    }

    private record Moment(
            long nanos, long questions, long historyQuestions, long basicRequests, long podCpu, long basicCpu) {}
}
