package io.bisync.proof.crash.member;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.proof.crash.ledger.TestBed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The main class of a worker's process: it waits until it is told what to be, and lives until it is told to end, or dies. */
final class CrashChild {

    private static final int KILLED = 137;

    private CrashChild() {}

    /** Called with the port of its parent and the broker's address. */
    public static void main(String... arguments) throws IOException {
        try (var line = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
                var in = new BufferedReader(new InputStreamReader(line.getInputStream(), UTF_8));
                var admin = Admin.create(Map.of("bootstrap.servers", arguments[1]))) {
            // What every life needs is loaded before this one is needed.
            TestBed.answer(admin.describeCluster().nodes());
            try (var consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", arguments[1]),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer.listTopics();
            }
            line.getOutputStream().write("ready\n".getBytes(UTF_8));
            var settings = MemberSettings.read(Objects.requireNonNull(in.readLine()));
            try (var memberRun = MemberRun.start(
                    settings, admin, () -> Runtime.getRuntime().halt(KILLED), new Reporting(line)::closed)) {
                obey(in, memberRun);
            }
        }
    }

    private static void obey(BufferedReader in, MemberRun memberRun) throws IOException {
        for (var words = in.readLine(); words != null && !words.equals("end"); words = in.readLine()) {
            var order = words.split(" ", -1);
            switch (order[0]) {
                case "arm" -> memberRun.arm(CrashPoint.valueOf(order[1]), Integer.parseInt(order[2]));
                case "disarm" -> memberRun.disarm();
                default -> throw new IllegalArgumentException("Nobody taught this worker to '" + words + "'");
            }
        }
    }

    /** Tells the parent of every closing commit. */
    private record Reporting(Socket line) {

        void closed() {
            try {
                line.getOutputStream().write("closed\n".getBytes(UTF_8));
            } catch (IOException orphan) {
                throw new UncheckedIOException("The parent is gone", orphan);
            }
        }
    }
}
