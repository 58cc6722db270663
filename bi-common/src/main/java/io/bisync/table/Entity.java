package io.bisync.table;

import java.util.List;
import java.util.function.Consumer;

/**
 * The declaration of one entity of an ERP: its tables, key, version, where each value stands in the vendor's JSON,
 * and which values are personal. Everything else about tables follows from it.
 */
public final class Entity {

    private final String source;
    private final String name;
    private final Compiled compiled;
    private final String fingerprint;

    private Entity(String source, String name, Compiled compiled) {
        this.source = source;
        this.name = name;
        this.compiled = compiled;
        this.fingerprint = Fingerprint.of(compiled);
    }

    /** Declares an entity whose tables are {@code ods_<source>_<name>} and {@code ods_<source>_<name>_<child>}. */
    public static Entity of(String source, String name, Envelope envelope, Consumer<Level> declaration) {
        var root = new Level();
        declaration.accept(root);
        return new Entity(source, name, Compiler.compile(source, name, envelope, root));
    }

    public String source() {
        return source;
    }

    public String name() {
        return name;
    }

    /** The entity's own table. */
    public Table table() {
        return compiled.tables().getFirst();
    }

    /** All tables in load order: the deepest children first, the entity's own last. */
    public List<Table> tables() {
        return compiled.tables().reversed();
    }

    /**
     * Names this declaration: two of the same fingerprint make the same rows of the same record, so it is part of what a
     * load is called by.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** Takes personal values out of this entity's JSON. */
    public Redaction redaction() {
        return new Redaction(compiled);
    }

    Compiled compiled() {
        return compiled;
    }

    @Override
    public String toString() {
        return source + "." + name;
    }
}
