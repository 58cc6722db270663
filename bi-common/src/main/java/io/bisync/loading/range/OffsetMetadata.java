package io.bisync.loading.range;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.Held;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a committed offset, in the offset's metadata: which topic it belongs to and, while a range is being
 * loaded, what that range is. It reads {@code bi1 topic=<id> epoch=0 runs=<account>:3 holds=<account>:1200 to=1234
 * at=<millis> shape=<fingerprint> records=500 sum=<hex> split=<table>,<table> held=<account>:1201 unread=<id>,<id>}. A later format that older
 * pods may still read adds keys (they are skipped); one that they must not read raises the number in front: {@code bi2} is
 * an intent with held accounts, {@code bi3} one with schemas that were not read, as whoever does not know of them would load
 * other rows.
 *
 * @param topicId the id of the topic that the offset belongs to
 * @param epoch the epoch that loads before this offset were made in, or those of the intent
 * @param rejections what was rejected right before this offset
 * @param intent the range that is being loaded, or null when none is open
 */
public record OffsetMetadata(
        String topicId,
        int epoch,
        Rejections rejections,
        @Nullable Intent intent) {

    private static final String FORMAT = "bi1";
    private static final String WITH_HELD = "bi2";
    private static final String WITH_UNREAD = "bi3";
    private static final Set<String> FORMATS = Set.of(FORMAT, WITH_HELD, WITH_UNREAD);
    private static final String BEGUN = "!";
    private static final Pattern OURS = Pattern.compile("bi\\d+");
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Pattern COMMA = Pattern.compile(",");

    /**
     * A range that may have been sent. What an older version did not write is null or empty: then nothing is compared.
     *
     * @param to its end, exclusive; it starts at the committed offset
     * @param at when it was written; old intents may have outlived their labels
     * @param shape the fingerprint of the declaration that its labels carry
     * @param content what its records were
     * @param split the tables whose rows StarRocks refused as a whole: they are loaded in parts
     * @param held the accounts whose records are parked, so that nobody's mind can change while the range is open
     * @param unread the ids of schemas that no registry knew, so that their records are set aside though it knows them later
     */
    public record Intent(
            long to,
            Instant at,
            @Nullable String shape,
            @Nullable Content content,
            TreeSet<String> split,
            SortedMap<String, Held> held,
            SortedSet<Integer> unread) {

        public Intent splitting(String table) {
            var more = new TreeSet<>(split);
            more.add(table);
            return new Intent(to, at, shape, content, more, held, unread);
        }
    }

    /** How many records a range has, and the checksum over them. */
    public record Content(int records, long checksum) {}

    /** The metadata to commit. */
    public String text() {
        var text = new StringBuilder(format())
                .append(" topic=")
                .append(topicId)
                .append(" epoch=")
                .append(epoch);
        var runs = AccountNumbers.longestRuns(rejections.runs());
        if (!runs.isEmpty()) {
            text.append(" runs=").append(AccountNumbers.text(runs, it -> String.valueOf(runs.get(it))));
        }
        if (!rejections.holds().isEmpty()) {
            text.append(" holds=")
                    .append(AccountNumbers.text(
                            rejections.holds(),
                            it -> String.valueOf(rejections.holds().get(it))));
        }
        if (intent != null) {
            text.append(" to=")
                    .append(intent.to())
                    .append(" at=")
                    .append(intent.at().toEpochMilli());
            if (intent.shape() != null) {
                text.append(" shape=").append(intent.shape());
            }
            if (intent.content() != null) {
                text.append(" records=").append(intent.content().records());
                text.append(" sum=").append(Long.toHexString(intent.content().checksum()));
            }
            if (!intent.split().isEmpty()) {
                text.append(" split=").append(String.join(",", intent.split()));
            }
            if (!intent.held().isEmpty()) {
                text.append(" held=")
                        .append(AccountNumbers.text(
                                intent.held(), it -> text(intent.held().get(it))));
            }
            if (!intent.unread().isEmpty()) {
                text.append(" unread=")
                        .append(intent.unread().stream().map(String::valueOf).collect(Collectors.joining(",")));
            }
        }
        return text.toString();
    }

    private String format() {
        if (intent == null || (intent.held().isEmpty() && intent.unread().isEmpty())) {
            return FORMAT;
        }
        return intent.unread().isEmpty() ? WITH_HELD : WITH_UNREAD;
    }

    /**
     * Reads metadata.
     *
     * @return null for metadata that loading never wrote: an offset set by a person or a tool is taken as it is
     * @throws FailureException for a format that this version does not know
     */
    public static @Nullable OffsetMetadata parse(String metadata) {
        var words = SPACE.split(metadata.strip(), -1);
        if (words.length == 1 || !OURS.matcher(words[0]).matches()) {
            return null;
        }
        if (!FORMATS.contains(words[0])) {
            throw new FailureException(new Failure(
                    FailureKind.NOTE_UNKNOWN,
                    "The committed offset carries a note of format %s, this version reads %s to %s: it was written by a newer version, upgrade this one"
                            .formatted(words[0], FORMAT, WITH_UNREAD)));
        }
        try {
            return read(values(words));
        } catch (NullPointerException | IllegalArgumentException unreadable) {
            throw new FailureException(new Failure(
                    FailureKind.NOTE_UNKNOWN,
                    "The committed offset carries a note that cannot be read: '" + metadata
                            + "'; set the group's offset anew to go on without it"));
        }
    }

    private static Map<String, String> values(String[] words) {
        Map<String, String> values = new HashMap<>();
        for (var word : words) {
            var equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return values;
    }

    private static OffsetMetadata read(Map<String, String> values) {
        return new OffsetMetadata(
                Objects.requireNonNull(values.get("topic")),
                Integer.parseInt(values.getOrDefault("epoch", "0")),
                new Rejections(
                        AccountNumbers.read(values.get("runs"), Integer::valueOf),
                        AccountNumbers.read(values.get("holds"), Long::valueOf)),
                values.containsKey("to") ? intent(values) : null);
    }

    private static Intent intent(Map<String, String> values) {
        var records = values.get("records");
        var split = values.get("split");
        var unread = values.get("unread");
        return new Intent(
                Long.parseLong(Objects.requireNonNull(values.get("to"))),
                Instant.ofEpochMilli(Long.parseLong(values.getOrDefault("at", "0"))),
                values.get("shape"),
                records == null
                        ? null
                        : new Content(
                                Integer.parseInt(records),
                                Long.parseUnsignedLong(Objects.requireNonNull(values.get("sum")), 16)),
                split == null
                        ? new TreeSet<>()
                        : Arrays.stream(COMMA.split(split)).collect(Collectors.toCollection(TreeSet::new)),
                AccountNumbers.read(values.get("held"), OffsetMetadata::held),
                unread == null
                        ? new TreeSet<>()
                        : Arrays.stream(COMMA.split(unread))
                                .map(Integer::valueOf)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String text(@Nullable Held held) {
        return held == null ? "" : held.from() + (held.begun() ? BEGUN : "");
    }

    private static Held held(String text) {
        var begun = text.endsWith(BEGUN);
        return new Held(Long.parseLong(begun ? text.substring(0, text.length() - 1) : text), begun);
    }
}
