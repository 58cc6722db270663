package io.bisync.table;

import io.bisync.privacy.Privacy;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one entity of an ERP: its tables, key, version, where each value stands in the vendor's JSON,
 * and which values are personal. Everything else about tables follows from it.
 */
public final class Entity {

    /** The largest version that is taken: bi-basic keeps eighteen digits of a cursor. A row of a larger one never changed again. */
    public static final long LARGEST_VERSION = 999_999_999_999_999_999L;

    private final String source;
    private final String name;
    private final EntityPlan plan;
    private final Privacy privacy;
    private final String fingerprint;

    private Entity(String source, String name, EntityPlan plan, Privacy privacy) {
        this.source = source;
        this.name = name;
        this.plan = plan;
        this.privacy = privacy;
        this.fingerprint = Fingerprint.of(plan, privacy.revision(source, name));
    }

    /** Declares an entity whose tables are {@code ods_<source>_<name>} and {@code ods_<source>_<name>_<child>}. */
    public static Entity of(String source, String name, Envelope envelope, Consumer<TableDeclaration> declaration) {
        var root = new TableDeclaration();
        declaration.accept(root);
        return new Entity(source, name, EntityCompiler.compile(source, name, envelope, root), Privacy.NONE);
    }

    /** The same entity under these rules; as it is declared, unknown fields are kept. */
    public Entity under(Privacy rules) {
        return new Entity(source, name, plan, rules);
    }

    public String source() {
        return source;
    }

    public String name() {
        return name;
    }

    /** The part of the key that a record's header says, as only the request knew it; null where the value says all of it. */
    public @Nullable String scope() {
        return plan.scope();
    }

    /** The entity's own table. */
    public Table table() {
        return plan.tables().getFirst();
    }

    /** All tables in load order: the deepest children first, the entity's own last. */
    public List<Table> tables() {
        return plan.tables().reversed();
    }

    /**
     * Names this declaration and the rules it is under: two of the same fingerprint make the same rows of the same record, so it is part of what a
     * load is called by.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** The rules it is under. */
    public Privacy privacy() {
        return privacy;
    }

    /** What reading its records and writing their rows go by. */
    public EntityPlan plan() {
        return plan;
    }

    @Override
    public String toString() {
        return source + "." + name;
    }
}
