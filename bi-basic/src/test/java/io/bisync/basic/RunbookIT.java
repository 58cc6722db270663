package io.bisync.basic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.cron.run.RunConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.local.process.Checkout;
import io.bisync.run.Finding;
import io.bisync.run.Ledger;
import io.bisync.run.LoadableEntity;
import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.run.SliceReport;
import io.bisync.run.SliceState;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command lines of docs/runbooks.md, from top to bottom, by bi-cron, which begins and watches runs here. */
@ExtendWith(OutputCaptureExtension.class)
class RunbookIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String LIVE = "erp.runbook.order";
    private static final String HISTORY = LIVE + ".history";
    private static final String LETTERS = LIVE + "-dlt";
    private static final Duration WEEK = Duration.ofDays(7);

    /** In a block of its own, or within a sentence. */
    private static final Pattern COMMAND = Pattern.compile(
            "(?:java -jar bi-cron-exec\\.jar |`)((?:plan )?(?:run|replay|redrive|verify|repair) [^`\\n]+)"
                    + "|`(repair)` with the same arguments");

    /** What a plan says of the records that Kafka has no more. */
    private static final Pattern REST =
            Pattern.compile("the rest from the ERP: run account=\\S+ entity=order from=<first day> (to=\\S+) again");

    private static final BasicServer SERVER = BasicServer.onKafka();
    private static final AnnotationConfigApplicationContext SERVICE = SERVER.client("SERVICE");
    private static final AnnotationConfigApplicationContext CRON = SERVER.client("JOB", Cron.class);

    /** bi-cron as its process has it, but for the clock. */
    @Configuration(proxyBeanMethods = false)
    @Import(RunConfiguration.class)
    static class Cron {

        @Bean
        static InstantSource cronsClock() {
            return SERVER.clock();
        }
    }

    /** A topic that lost its first record, and a letter. */
    @BeforeAll
    static void somethingToLoadAgain() throws Exception {
        var windows =
                Map.of(SliceKind.HISTORY, WEEK, SliceKind.REPAIR, WEEK, SliceKind.COUNT, WEEK, SliceKind.DEEP, WEEK);
        ledger().offer("jushuitan", List.of(new LoadableEntity("order", LIVE, HISTORY, windows)));
        publish();
        SERVER.rows("""
            INSERT INTO basic.dead_letter (topic, partition_number, letter_offset, set_aside_at, bytes, source, entity,
                account_id, code, reason)
            VALUES ('%s', 0, 0, now(), 2, 'jushuitan', 'order', '7', 'BI-TABLE-15', 'It is too long') RETURNING topic\
            """.formatted(LETTERS));
    }

    private static void publish() throws Exception {
        var kafka = SharedKafka.broker().bootstrapServers();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka));
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            admin.createTopics(Stream.of(LIVE, HISTORY, LETTERS)
                            .map(it -> new NewTopic(it, 1, (short) 1).configs(Map.of("retention.ms", "-1")))
                            .toList())
                    .all()
                    .get();
            for (var at : List.of("2026-10-29T00:00:00Z", "2026-10-30T00:00:00Z")) {
                producer.send(new ProducerRecord<>(
                                LIVE, 0, Instant.parse(at).toEpochMilli(), "7:1".getBytes(UTF_8), "{}".getBytes(UTF_8)))
                        .get();
            }
            admin.deleteRecords(Map.of(new TopicPartition(LIVE, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void theClientKeepsToTheContract() {
        Exchanges.check();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        CRON.close();
    }

    @Test
    void everyCommandOfTheRunbooksIsTakenAndItsRunComesToItsEnd(CapturedOutput output) throws Exception {
        var page = Files.readString(Checkout.root().resolve("docs/runbooks.md"));
        var executed = new ArrayList<String>();
        for (var runbook : page.split("\n## ", -1)) {
            var account = addAccount();
            for (var command : commands(runbook)) {
                var words = meant(command, account, output);
                assertThat(exitCode(words)).as("%s: %s", words, output).isZero();
                executed.add(words);
            }
        }
        assertThat(executed).hasSizeGreaterThanOrEqualTo(10);

        assertThat(SERVER.rows("SELECT state FROM basic.dead_letter WHERE topic = '%s'".formatted(LETTERS)))
                .containsExactly("SENT");
        assertThat(SERVER.rows("""
            SELECT DISTINCT kind FROM basic.slice WHERE account_id LIKE 'runbook-%%' OR topic LIKE '%s%%'\
            """.formatted(LIVE)))
                .containsExactlyInAnyOrder("HISTORY", "REPLAY", "REHEARSAL", "REDRIVE", "COUNT", "DEEP");
    }

    /** One that is live; behind the service's back, as nobody here hears of changed accounts. */
    private static String addAccount() {
        var id = SERVER.rows("""
            INSERT INTO basic.account (id, source, name, app_kind, app_key, enabled, version, created_at, updated_at)
            SELECT 'runbook-' || number, 'jushuitan', 'Of a runbook', 'OWN', 'runbook-' || number, true, 1, now(), now()
            FROM nextval('basic.account_number') number RETURNING id\
            """).getFirst();
        SERVER.rows("""
            INSERT INTO basic.pull_cursor (account_id, entity, value) VALUES ('%s', 'order', '1') RETURNING value\
            """.formatted(id));
        return String.valueOf(id);
    }

    /** In the order of the page; a verb that stands alone has the arguments of the one before. */
    private static List<String> commands(String runbook) {
        var commands = new ArrayList<String>();
        var found = COMMAND.matcher(runbook);
        while (found.find()) {
            commands.add(
                    found.group(1) == null
                            ? commands.getLast().replaceFirst("\\w+", found.group(2))
                            : found.group(1).strip());
        }
        return commands;
    }

    /** The page's account is an example, and its days are those that the plan printed. */
    private static String meant(String command, String account, CapturedOutput output) {
        var words = command.replace("account=7", "account=" + account);
        var rest = REST.matcher(output.getOut());
        return rest.find() ? words.replaceFirst("from=2\\S+ to=\\S+", "from=2026-10-28 " + rest.group(1)) : words;
    }

    /** While the command watches its run, a service works it off. */
    private static int exitCode(String words) throws Exception {
        try (var shell = Executors.newVirtualThreadPerTaskExecutor()) {
            var command = shell.submit(() -> {
                CRON.getBean(ApplicationRunner.class).run(new DefaultApplicationArguments(words.split(" ", -1)));
                return CRON.getBean(ExitCodeGenerator.class).getExitCode();
            });
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
                workOff();
                return command.isDone();
            });
            return command.get();
        }
    }

    private static void workOff() {
        var slices = claim(List.of());
        while (!slices.isEmpty()) {
            slices = claim(slices);
        }
    }

    private static List<Slice> claim(List<Slice> done) {
        return ledger().claim(
                        "jushuitan",
                        "a runbook's",
                        Duration.ofSeconds(30),
                        100,
                        done.stream().map(RunbookIT::complete).toList());
    }

    private static SliceReport complete(Slice slice) {
        var isCompared = slice.kind() == SliceKind.COUNT || slice.kind() == SliceKind.DEEP;
        return new SliceReport(
                slice.id(),
                slice.fence(),
                SliceState.COMPLETE,
                new SliceProgress(null, 1, 1, 1, 9, List.of(), isCompared ? List.of(same(slice)) : List.of()),
                null,
                null,
                null);
    }

    private static Finding same(Slice slice) {
        return new Finding(
                Finding.Sort.SAME, slice.theWindow().from(), slice.theWindow().to(), 1, null);
    }

    private static Ledger ledger() {
        return SERVICE.getBean(Ledger.class);
    }
}
