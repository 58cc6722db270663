package io.bisync.basic.run;

import io.bisync.basic.account.Source;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.letter.SendableLetters;
import io.bisync.basic.letter.SendableLetters.Left;
import io.bisync.basic.letter.SendableLetters.Sendable;
import io.bisync.basic.letter.SendableLetters.Wanted;
import io.bisync.basic.topic.Topics;
import io.bisync.basic.topic.Topics.Topic;
import io.bisync.run.LetterChoice;
import io.bisync.run.LoadableEntity;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.SliceKind;
import io.bisync.run.Stretch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans which dead letters go through the topics of history again. */
class RedrivePlans implements Plans {

    private static final int MOST_LETTERS = 100_000;
    private static final int MOST_OF_A_SLICE = 1_000;
    private static final int LONGEST_MEND = 1_000_000;
    private static final LetterChoice ALL = new LetterChoice(null, null, null);

    /** Letters of an entity that lie in one partition. */
    private record Place(String topic, int partition, String entity) {}

    private final Loadables loadables;
    private final SendableLetters letters;
    private final Topics topics;
    private final InstantSource clock;

    RedrivePlans(Loadables loadables, SendableLetters letters, Topics topics, InstantSource clock) {
        this.loadables = loadables;
        this.letters = letters;
        this.topics = topics;
        this.clock = clock;
    }

    /** What may be kept and shown of a request: without the value that a person wrote. */
    static RunRequest shown(RunRequest request) {
        var choice = request.letters();
        if (choice == null || choice.mend() == null) {
            return request;
        }
        return new RunRequest(
                request.kind(),
                request.source(),
                request.accounts(),
                request.entities(),
                request.from(),
                request.to(),
                request.again(),
                request.reason(),
                request.dry(),
                request.deep(),
                request.topic(),
                request.offsets(),
                new LetterChoice(
                        choice.ids(),
                        choice.code(),
                        choice.topic(),
                        new Stretch.Mend(choice.mend().toString(), choice.mend().otherIdentity())));
    }

    @Override
    public Planned plan(Source source, RunRequest request) {
        var choice = Objects.requireNonNullElse(request.letters(), ALL);
        var mend = choice.mend();
        if (mend != null) {
            requireMendable(choice, mend);
        }
        var time = Moment.since(request, clock.instant());
        var wanted = new Wanted(
                source,
                choice.ids(),
                sendable(source, request.entities()),
                request.accounts().isEmpty() ? null : request.accounts(),
                choice.code(),
                choice.topic(),
                time.from(),
                request.to() == null ? null : time.to(),
                request.again());
        var left = letters.left(wanted);
        requireOurs(left);
        var chosen = letters.choose(wanted, MOST_LETTERS + 1);
        if (chosen.isEmpty()) {
            throw new RefusedException(
                    Code.NOTHING_TO_SEND, "No letter is left to send. " + Objects.requireNonNullElse(words(left), ""));
        }
        if (chosen.size() > MOST_LETTERS) {
            throw new RefusedException(
                    Code.TOO_MANY_SLICES, "These are more than %,d letters: ask for fewer".formatted(MOST_LETTERS));
        }
        var slices = slices(chosen, mend);
        return new Planned(
                new RunPlan(time.from(), time.to(), slices.size(), (long) chosen.size(), 0L, null, parts(slices)),
                slices,
                chosen.stream().map(Sendable::id).toList(),
                words(left));
    }

    private static void requireMendable(LetterChoice choice, Stretch.Mend mend) {
        Caller.requireAdministrator("mend a letter");
        if (choice.ids() == null || choice.ids().size() != 1) {
            throw new RefusedException(Code.INVALID, "letters.mend is for one letter: name it by letters.ids");
        }
        if (mend.value().getBytes(StandardCharsets.UTF_8).length > LONGEST_MEND) {
            throw new RefusedException(
                    Code.INVALID, "letters.mend.value is longer than %,d bytes".formatted(LONGEST_MEND));
        }
    }

    /** The entities whose letters go somewhere; refused where one that is named does not. */
    private List<String> sendable(Source source, List<String> named) {
        var entities = loadables.named(source, named).values();
        for (var it : entities) {
            if (!named.isEmpty() && it.historyTopic() == null) {
                throw ReplayPlans.notReplayable(it);
            }
        }
        return entities.stream()
                .filter(it -> it.historyTopic() != null)
                .map(LoadableEntity::entity)
                .toList();
    }

    private static void requireOurs(List<Left> left) {
        left.stream().filter(Left::homeless).findFirst().ifPresent(it -> {
            throw new RefusedException(
                    Code.NOT_SENDABLE,
                    "%d of these letters, on %s, belong to no entity that is loaded: who handles that topic sends them again"
                            .formatted(it.letters(), it.topic()));
        });
    }

    private static @Nullable String words(List<Left> left) {
        var words = left.stream()
                .map(it -> switch (it.state()) {
                    case SENT -> "%d were sent, by run %s".formatted(it.letters(), runs(it));
                    case DISCARDED -> "%d were discarded".formatted(it.letters());
                    case OPEN, PARKED ->
                        "%d were sent %d times already".formatted(it.letters(), SendableLetters.MOST_ATTEMPTS);
                })
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? null : "Left out: " + words + ".";
    }

    private static String runs(Left left) {
        return new TreeSet<>(left.runs()).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private List<NewSlice> slices(List<Sendable> chosen, Stretch.@Nullable Mend mend) {
        var places = chosen.stream()
                .collect(Collectors.groupingBy(
                        it -> new Place(it.topic(), it.partition(), it.entity()),
                        LinkedHashMap::new,
                        Collectors.mapping(Sendable::offset, Collectors.toList())));
        var there = topics.of(places.keySet().stream().map(Place::topic).collect(Collectors.toSet()));
        var slices = new ArrayList<NewSlice>();
        places.forEach((place, offsets) -> {
            var topic = there.get(place.topic());
            if (topic == null) {
                throw new RefusedException(Code.NO_TOPIC, "Kafka has no topic '%s'".formatted(place.topic()));
            }
            for (var i = 0; i < offsets.size(); i += MOST_OF_A_SLICE) {
                slices.add(
                        slice(place, topic, offsets.subList(i, Math.min(offsets.size(), i + MOST_OF_A_SLICE)), mend));
            }
        });
        return slices;
    }

    private static NewSlice slice(Place place, Topic topic, List<Long> offsets, Stretch.@Nullable Mend mend) {
        return NewSlice.of(
                SliceKind.REDRIVE,
                place.entity(),
                new Stretch(
                        place.topic(),
                        topic.id(),
                        place.partition(),
                        offsets.getFirst(),
                        offsets.getLast() + 1,
                        offsets,
                        List.of(),
                        mend),
                offsets.size());
    }

    private static List<RunPlan.Part> parts(List<NewSlice> slices) {
        Map<String, List<NewSlice>> entities = slices.stream()
                .collect(Collectors.groupingBy(NewSlice::entity, LinkedHashMap::new, Collectors.toList()));
        return entities.entrySet().stream()
                .map(it -> new RunPlan.Part(
                        null,
                        it.getKey(),
                        it.getValue().size(),
                        Duration.ZERO,
                        Duration.ZERO,
                        List.of(),
                        it.getValue().stream().mapToLong(NewSlice::rows).sum(),
                        0L,
                        null,
                        null,
                        null))
                .toList();
    }
}
