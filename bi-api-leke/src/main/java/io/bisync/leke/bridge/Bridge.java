package io.bisync.leke.bridge;

import io.bisync.event.EventPublisher;
import io.bisync.leke.bridge.Admission.Place;
import io.bisync.leke.bridge.Answer.Accepted;
import io.bisync.leke.bridge.Answer.Refused;
import io.bisync.leke.bridge.Answer.Repeated;
import io.bisync.leke.bridge.Answer.Withheld;
import io.bisync.leke.bridge.Contract.Sound;
import io.bisync.once.store.IdStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of the bridge, for every door. An event is published once as long as its id is remembered: whoever does not hear
 * that it was sends it again, with the same id and the same bytes. What is remembered is this process' alone; what another
 * one lets through again changes no row, as it has the same version.
 */
final class Bridge implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Bridge.class);

    private final Map<String, Contract> open;
    private final EventPublisher publisher;
    private final IdStore ids;
    private final BridgeProperties settings;
    private final Admission admission;
    private final BridgeMeters meters;

    Bridge(
            Map<String, Contract> open,
            EventPublisher publisher,
            IdStore ids,
            BridgeProperties settings,
            Admission admission,
            BridgeMeters meters) {
        this.open = new TreeMap<>(open);
        this.publisher = publisher;
        this.ids = ids;
        this.settings = settings;
        this.admission = admission;
        this.meters = meters;
    }

    /**
     * Lets a request in, before anything of it is read.
     *
     * @return its place, to be closed when it is answered
     * @throws RefusedException where as many as may be are on their way
     */
    Place enter(Sender sender) {
        return admission.enter(sender);
    }

    /** So many requests one sender may have on their way. */
    int mostAtOnce() {
        return settings.inFlightPerToken();
    }

    /** Counts a request of which no event was read. */
    void refused(Refused answer) {
        meters.refused(answer);
    }

    /** As below, for an event alone. */
    CompletableFuture<Answer> publish(Sender sender, Incoming event) {
        return publish(sender, List.of(event)).thenApply(List::getFirst);
    }

    /**
     * Publishes events, all or none of them: where one is refused, no other one is published. Those of one key keep their
     * order, also that of calls of one thread.
     *
     * @return an answer for each, in their order, as soon as Kafka has all; it does not fail
     */
    CompletableFuture<List<Answer>> publish(Sender sender, List<Incoming> events) {
        CompletableFuture<List<Answer>> answers;
        try {
            answers = new Batch(sender, events).publish();
        } catch (RuntimeException unexpected) {
            answers = CompletableFuture.completedFuture(
                    events.stream().map(_ -> unexpected(unexpected)).toList());
        }
        return answers.whenComplete((all, _) -> {
            for (var i = 0; i < all.size(); i++) {
                meters.answered(events.get(i).topic(), all.get(i));
            }
        });
    }

    @Override
    public void close() {
        ids.close();
    }

    /** What an unexpected exception says is for the log: it may name anything. */
    static Answer unexpected(Throwable unexpected) {
        log.atError()
                .addKeyValue("code", Refusal.UNEXPECTED.code)
                .setCause(unexpected)
                .log("BI-BRIDGE-13 An event ended unexpectedly");
        return Refusal.UNEXPECTED.because("The event ended unexpectedly; the service's log says why");
    }

    /** Events that are published together. */
    private final class Batch {

        private final Sender sender;
        private final List<Incoming> events;

        /** In their order; null while an event has none. */
        private final @Nullable Answer[] answers;

        private final List<Sound> sound = new ArrayList<>();

        Batch(Sender sender, List<Incoming> events) {
            this.sender = sender;
            this.events = events;
            this.answers = new @Nullable Answer[events.size()];
        }

        CompletableFuture<List<Answer>> publish() {
            check();
            if (isRefused()) {
                return CompletableFuture.completedFuture(answers());
            }
            var tokens = new long[answers.length];
            for (var i = 0; i < answers.length; i++) {
                tokens[i] = reserve(i);
            }
            if (isRefused()) {
                for (var i = 0; i < answers.length; i++) {
                    if (answers[i] == null) {
                        ids.release(sound.get(i).id(), tokens[i]);
                    }
                }
                return CompletableFuture.completedFuture(answers());
            }
            var sent = new ArrayList<CompletableFuture<?>>();
            for (var i = 0; i < answers.length; i++) {
                if (answers[i] == null) {
                    sent.add(send(i, tokens[i]));
                }
            }
            return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .thenApply(_ -> answers());
        }

        private void check() {
            var seen = new HashSet<>();
            for (var i = 0; i < answers.length; i++) {
                try {
                    var event = check(events.get(i));
                    sound.add(event);
                    if (!seen.add(event.id())) {
                        answers[i] = Refusal.MALFORMED.because("Another event of this batch has the same id");
                    }
                } catch (RefusedException refused) {
                    answers[i] = refused.answer;
                }
            }
        }

        private Sound check(Incoming event) {
            var contract = open.get(event.topic());
            if (contract == null) {
                throw Refusal.TOPIC
                        .because("The topic is not open; these are: " + String.join(", ", open.keySet()))
                        .thrown();
            }
            var largest = settings.largestEvent().toBytes();
            if (event.value().length > largest) {
                throw Refusal.TOO_LARGE
                        .because("The event has %d bytes; %d are taken".formatted(event.value().length, largest))
                        .thrown();
            }
            return contract.check(sender, event);
        }

        private long reserve(int i) {
            var event = sound.get(i);
            var reservation = ids.reserve(event.id(), IdStore.NONE);
            switch (reservation.answer()) {
                case RESERVED -> {}
                case IN_PROGRESS ->
                    answers[i] = Refusal.BUSY.because("The same event is on its way by another request");
                case KNOWN ->
                    answers[i] = ids.contains(event.bytes())
                            ? new Repeated()
                            : Refusal.CONFLICT.because("This id was published with another value");
            }
            return reservation.token();
        }

        private CompletableFuture<?> send(int i, long token) {
            var event = sound.get(i);
            return publisher.send(event.message()).handle((_, failed) -> {
                if (failed == null) {
                    // In this order: whoever finds the id finds its bytes too.
                    ids.confirm(event.bytes());
                    ids.confirm(event.id());
                    answers[i] = new Accepted();
                } else {
                    ids.release(event.id(), token);
                    answers[i] = Refusal.UNACKNOWLEDGED.because(
                            "Kafka did not say that it has the event; send it again under the same id");
                }
                return answers[i];
            });
        }

        private boolean isRefused() {
            for (var answer : answers) {
                if (answer instanceof Refused) {
                    return true;
                }
            }
            return false;
        }

        private List<Answer> answers() {
            var all = new ArrayList<Answer>();
            for (var answer : answers) {
                all.add(answer == null ? new Withheld() : answer);
            }
            return all;
        }
    }
}
