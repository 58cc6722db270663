package io.bisync.registry;

import io.bisync.registry.RegistryApi.Answer;
import io.bisync.registry.RegistryException.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a registry. What an id stands for never changes, so each is asked for once; so is the id of a schema under
 * a subject. Every other question is a call.
 */
public final class SchemaRegistry {

    /**
     * A schema of a subject.
     *
     * @param id what values carry
     * @param version its number within the subject
     */
    public record Registered(int id, int version, Schema schema) {}

    private record Named(String subject, Schema schema) {}

    private final RegistryClient client;
    private final SubjectLevels levels;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Named, Integer> ids = new ConcurrentHashMap<>();

    SchemaRegistry(RegistryClient client, SubjectLevels levels) {
        this.client = client;
        this.levels = levels;
    }

    /**
     * The schema of an id.
     *
     * @throws RegistryException when the registry has none, or does not answer
     */
    public Schema schema(int id) {
        var known = byId.get(id);
        if (known == null) {
            known = schema(client.ask(it -> it.schema(id)));
            byId.put(id, known);
        }
        return known;
    }

    /**
     * The id of a schema under a subject, where it is registered if it was not. A subject that is made by this takes what is
     * {@link Level#BACKWARD} from then on; of one that was there and takes anything a warning tells.
     *
     * @throws RegistryException when the registry does not take it, or does not answer
     */
    public int register(String subject, Schema schema) {
        return register(subject, schema, Level.BACKWARD);
    }

    /** The same with another level for a subject that is made by it. */
    public int register(String subject, Schema schema, Level levelOfNew) {
        var named = new Named(subject, schema);
        var known = ids.get(named);
        if (known == null) {
            var isNew = !isThere(subject);
            known = present(client.ask(it -> it.register(
                            subject,
                            new RegistryApi.Request(
                                    schema.text(),
                                    schema.type() == SchemaType.AVRO
                                            ? null
                                            : schema.type().name(),
                                    schema.references())))
                    .id());
            if (isNew) {
                level(subject, levelOfNew);
            }
            levels.follow(subject);
            levels.read(subject);
            ids.put(named, known);
        }
        return known;
    }

    /**
     * The newest schema of a subject.
     *
     * @throws RegistryException when there is no such subject, or the registry does not answer
     */
    public Registered latest(String subject) {
        return version(subject, "latest");
    }

    /** The schema that another one builds on. */
    public Schema referenced(Schema.Reference reference) {
        return version(reference.subject(), String.valueOf(reference.version())).schema();
    }

    /** Which changes a subject takes: its own level, or the registry's where it has none. */
    public Level level(String subject) {
        return present(client.ask(it -> it.level(subject)).compatibilityLevel());
    }

    /** Says which changes a subject takes. */
    public void level(String subject, Level level) {
        client.ask(it -> it.setLevel(subject, new RegistryApi.NewLevel(level)));
    }

    /** Shows from now on which changes a subject takes, and warns where it takes any. */
    public void watch(String subject) {
        levels.follow(subject);
    }

    private boolean isThere(String subject) {
        try {
            latest(subject);
            return true;
        } catch (RegistryException failed) {
            if (failed.reason() == Reason.UNKNOWN) {
                return false;
            }
            throw failed;
        }
    }

    private Registered version(String subject, String version) {
        var answer = client.ask(it -> it.version(subject, version));
        return new Registered(present(answer.id()), present(answer.version()), schema(answer));
    }

    private static Schema schema(Answer answer) {
        return new Schema(
                answer.schemaType() == null ? SchemaType.AVRO : answer.schemaType(),
                present(answer.schema()),
                answer.references() == null ? List.of() : answer.references());
    }

    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new RegistryException(
                    Reason.AWAY,
                    "The schema registry answers without what every registry tells; check the path of bi.registry.url",
                    null);
        }
        return part;
    }
}
