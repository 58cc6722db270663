package io.bisync.proof.crash.member;

import io.bisync.kafka.DeadLetterProducer;
import io.bisync.loading.kafka.KafkaDeadLetters;
import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.loading.kafka.LoadingInterceptor;
import io.bisync.loading.kafka.TopicIds;
import io.bisync.starrocks.http.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a member: production's loading, polled as the container polls it, until it ends or dies. A dead one has no
 * effect any more: its ports refuse, its connections are cut, its consumer leaves the group without a word.
 */
public final class MemberRun implements Killable, KillSwitch {

    private static final Logger log = LoggerFactory.getLogger(MemberRun.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final MemberSettings settings;
    private final Deed deed;
    private final Runnable closings;
    private final Trigger trigger = new Trigger();
    private final Random dice;
    private final CountDownLatch noMore = new CountDownLatch(1);
    private final Exchange exchange;
    private final DeadLetterProducer letters;
    private final LoadingConsumer loadingConsumer;
    private final LoadingInterceptor hook;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean dead;
    private volatile long diedAt;

    /** What a death is beside the end of a life: nothing in this JVM, everything in a process of its own. */
    @FunctionalInterface
    public interface Deed {
        void happens();
    }

    private MemberRun(MemberSettings settings, Admin admin, Deed deed, Runnable closings) {
        this.settings = settings;
        this.deed = deed;
        this.closings = closings;
        this.dice = new Random(settings.seed());
        this.exchange = new Exchange(settings.starRocks());
        this.letters = new DeadLetterProducer(Map.of("bootstrap.servers", settings.bootstrapServers()));
        var core = new Core(
                settings, new TopicIds(admin), exchange, new KafkaDeadLetters(letters, Map.of()), this, this::await);
        this.loadingConsumer = new LoadingConsumer(core::member);
        this.hook = new LoadingInterceptor(loadingConsumer);
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("life-" + settings.lane() + "-" + settings.seed())
                .unstarted(this::run);
    }

    /** Starts one; it tells of every closing commit that is acknowledged. */
    public static MemberRun start(MemberSettings settings, Admin admin, Deed deed, Runnable closings) {
        var memberRun = new MemberRun(settings, admin, deed, closings);
        memberRun.thread.start();
        return memberRun;
    }

    @Override
    public void arm(CrashPoint point, int passes) {
        trigger.arm(point, passes);
    }

    @Override
    public void disarm() {
        trigger.disarm();
    }

    @Override
    public void kill() {
        synchronized (this) {
            if (!dead) {
                diedAt = System.nanoTime();
                dead = true;
            }
        }
        deed.happens();
        noMore.countDown();
        close(exchange);
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException("Only a process can be stopped in the middle of whatever it does");
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException("Only a process can be stopped in the middle of whatever it does");
    }

    @Override
    public boolean isDead() {
        return dead;
    }

    @Override
    public long diedAt() {
        return diedAt;
    }

    @Override
    public void close() {
        stopping = true;
        noMore.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void at(CrashPoint point) {
        if (trigger.burns(point)) {
            die(point);
        }
    }

    @Override
    public boolean burns(CrashPoint point) {
        return trigger.burns(point);
    }

    @Override
    public void die(CrashPoint point) {
        log.atInfo().addKeyValue("topic", settings.topic()).log("Dies {}", point.row());
        kill();
        throw new Crash();
    }

    @Override
    public void live() {
        if (dead) {
            throw new Crash();
        }
    }

    @Override
    public int dice(int below) {
        return dice.nextInt(below);
    }

    @Override
    public void closed() {
        closings.run();
    }

    private void run() {
        var consumer = new KafkaConsumer<byte[], byte[]>(Consumers.of(settings));
        try {
            consumer.subscribe(List.of(settings.topic()), new Callbacks(consumer));
            while (!stopping) {
                step(consumer);
            }
            consumer.close();
        } catch (Crash crash) {
            abandon(consumer);
        } catch (FencedInstanceIdException replaced) {
            abandon(consumer);
        } catch (KafkaException closing) {
            log.warn("A worker could not end in order", closing);
        } finally {
            loadingConsumer.close();
            letters.close();
            close(exchange);
        }
    }

    private void step(KafkaConsumer<byte[], byte[]> consumer) {
        hook.setupThreadState(consumer);
        try {
            var records = consumer.poll(POLL);
            live();
            if (!records.isEmpty()) {
                at(CrashPoint.C01);
                loadingConsumer.load(records, consumer);
            }
        } catch (FencedInstanceIdException replaced) {
            throw replaced;
        } catch (InvalidOffsetException invalid) {
            loadingConsumer.outOfRange(consumer, invalid.partitions());
        } catch (RuntimeException failed) {
            // A crash inside a callback may come wrapped.
            live();
            log.warn("A poll or a round failed", failed);
            loadingConsumer.failed(consumer, failed.getClass().getSimpleName());
        }
    }

    /** As a killed process goes: the group hears nothing. */
    private static void abandon(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP)
                    .withTimeout(Duration.ZERO));
        } catch (KafkaException cutOff) {
            log.debug("The consumer of a dead worker complains", cutOff);
        }
    }

    private void await(Duration duration) throws InterruptedException {
        noMore.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        live();
    }

    private static void close(Exchange exchange) {
        try {
            exchange.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The group's calls, as the container passes them on. */
    private final class Callbacks implements ConsumerRebalanceListener {

        private final Consumer<?, ?> consumer;

        Callbacks(Consumer<?, ?> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!dead) {
                hook.onPartitionsAssigned(consumer, partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // Kafka calls it when it closes the consumer of a dead worker, too.
            if (!dead && !stopping) {
                at(CrashPoint.C16);
            }
            if (!dead) {
                hook.onPartitionsRevokedBeforeCommit(consumer, partitions);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            if (!dead) {
                at(CrashPoint.C17);
                hook.onPartitionsLost(consumer, partitions);
            }
        }
    }
}
