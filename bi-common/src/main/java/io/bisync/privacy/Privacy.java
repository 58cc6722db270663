package io.bisync.privacy;

import io.bisync.secret.SealingKey;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force: what becomes of unknown fields, which of them are allowed, and with which key they are sealed.
 * Immutable, so that a range of records is made into rows by one set of rules.
 */
public final class Privacy {

    /** Everything stays that a name does not give away: what a declaration alone says, for tests and tools. */
    public static final Privacy NONE = new Privacy(UnknownFields.KEPT, Set.of(), null);

    /** Raised when another text is masked, or a value sealed into other bytes, than before. */
    private static final int RULES = 1;

    private final UnknownFields unknownFields;
    private final Set<String> allowed;
    private final @Nullable SealingKey key;

    private Privacy(UnknownFields unknownFields, Set<String> allowed, @Nullable SealingKey key) {
        this.unknownFields = unknownFields;
        this.allowed = Set.copyOf(allowed);
        this.key = key;
    }

    /**
     * These rules.
     *
     * @param allowed fields as {@code source.entity.field}, with the array's name between for those of its objects
     */
    public static Privacy of(UnknownFields unknownFields, Set<String> allowed, @Nullable SealingKey key) {
        if (unknownFields == UnknownFields.SEALED && key == null) {
            throw new IllegalArgumentException("Unknown fields cannot be sealed without a key");
        }
        return new Privacy(unknownFields, allowed, key);
    }

    public UnknownFields unknownFields() {
        return unknownFields;
    }

    /** The fields of this source that are allowed. */
    public Set<String> allowed(String source) {
        return allowed.stream().filter(it -> it.startsWith(source + ".")).collect(Collectors.toUnmodifiableSet());
    }

    public boolean allows(String path) {
        return allowed.contains(path);
    }

    public @Nullable SealingKey key() {
        return key;
    }

    /**
     * Names these rules as far as they decide which bytes a record of this entity becomes. It is part of what a load is
     * called by, so it may change only between ranges.
     */
    public String revision(String source, String entity) {
        var prefix = source + "." + entity + ".";
        return RULES + " " + unknownFields + " " + (key == null ? "-" : key.id()) + " "
                + new TreeSet<>(allowed)
                        .stream().filter(it -> it.startsWith(prefix)).collect(Collectors.joining(","));
    }
}
