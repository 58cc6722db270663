package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.marks.Marks;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Web;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Looks for the mark that personal values of the simulators carry, and for the numbers they plant, in everything that is ours. */
public final class PersonalMark {

    public static final String MARK = Marks.MARK;
    private static final List<byte[]> PLANTED = Stream.concat(Stream.of(MARK), Marks.NUMBERS.stream())
            .map(planted -> planted.getBytes(StandardCharsets.UTF_8))
            .toList();

    /** The bytes with which one may begin. */
    private static final boolean[] BEGINS = beginnings();
    /** Leke writes its topics itself; dead letters, parked records and what is loaded again keep its bytes. */
    private static final List<String> LEKE = List.of("leke.erp.", "erp.leke.");

    private final List<String> found = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();
    private long looked;

    void in(Records records) {
        records.all()
                .filter(it -> LEKE.stream().noneMatch(it.topic()::startsWith))
                .forEach(it -> {
                    looked++;
                    if (it.isMarked()) {
                        found.add("record " + it.place());
                    }
                });
    }

    /** In all rows of a table. */
    void in(BusinessTable table, Sql.Answer rows) {
        rows.rows().forEach(row -> {
            looked++;
            if (holds(row.toString().getBytes(StandardCharsets.UTF_8))) {
                List<String> key = table.key().stream()
                        .map(column -> rows.text(row, column))
                        .toList();
                found.add("the row %s of %s".formatted(TruthRow.key(rows.text(row, "account_id"), key), table.base()));
            }
        });
    }

    /** The logs of the services; what Kafka and PostgreSQL keep for Leke's source lies in folders of their own. */
    void inLogs(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                looked++;
                if (holds(Files.readAllBytes(file))) {
                    found.add("the log " + file.getFileName());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers of our addresses, by address. */
    void inAnswers(Map<String, Web.Reply> answers) {
        answers.forEach((address, answer) -> {
            looked++;
            if (answer.status() != 200) {
                silent.add("%s answered HTTP %d".formatted(address, answer.status()));
            }
            if (holds(answer.body().getBytes(StandardCharsets.UTF_8))) {
                found.add("the answer of " + address);
            }
        });
    }

    List<Finding> findings() {
        return List.of(
                Finding.of(
                        Verdict.PERSONAL_MARK,
                        "No personal mark is in topics, tables, logs, meters, headers or REST answers",
                        "%,d records, rows, files and answers".formatted(looked),
                        found),
                Finding.of(
                        Verdict.ADDRESSES,
                        "Every address that was asked answers HTTP 200",
                        "%,d did not".formatted(silent.size()),
                        silent));
    }

    /** Whether one is in key, value or headers of a record. */
    static boolean holds(ConsumerRecord<byte[], byte[]> record) {
        return holds(record.key()) || holds(record.value()) || inHeaders(record);
    }

    private static boolean inHeaders(ConsumerRecord<byte[], byte[]> record) {
        for (var header : record.headers()) {
            if (holds(header.value())) {
                return true;
            }
        }
        return false;
    }

    /** One pass for all of them. */
    private static boolean holds(byte @Nullable [] bytes) {
        for (int i = 0; bytes != null && i < bytes.length; i++) {
            if (BEGINS[bytes[i] & 0xFF] && begins(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(byte[] bytes, int at) {
        for (byte[] planted : PLANTED) {
            int end = at + planted.length;
            if (end <= bytes.length && Arrays.equals(bytes, at, end, planted, 0, planted.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean[] beginnings() {
        var begins = new boolean[256];
        PLANTED.forEach(it -> begins[it[0] & 0xFF] = true);
        return begins;
    }
}
