package io.bisync.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record's value is: the entity itself, with account and delete version in the headers, or an object around it.
 * Fields of the object around that nobody declares go to the root's {@code extra} as {@code envelope.<name>}.
 */
public final class Envelope {

    final @Nullable String body;

    @Nullable String account;

    @Nullable String key;

    @Nullable String version;

    @Nullable Choice operation;

    @Nullable String entityField;

    @Nullable String entity;

    @Nullable String schemaField;

    int schemaMajor;
    final List<Column> columns = new ArrayList<>();
    final List<String> ignored = new ArrayList<>();

    /** The two words of the field that tells a change from a delete. */
    public record Choice(String field, String upsert, String delete) {}

    private Envelope(@Nullable String body) {
        this.body = body;
    }

    /** The value is the entity; account and the version of a delete without a value come from the headers. */
    public static Envelope none() {
        return new Envelope(null);
    }

    /** The value is an object that carries the entity in this field. */
    public static Envelope around(String bodyField) {
        return new Envelope(bodyField);
    }

    public Envelope account(String field) {
        account = field;
        return this;
    }

    /** The field that repeats the entity's key: needed for a delete without body, and checked against the body's. */
    public Envelope key(String field) {
        key = field;
        return this;
    }

    public Envelope version(String field) {
        version = field;
        return this;
    }

    public Envelope operation(String field, String upsert, String delete) {
        operation = new Choice(field, upsert, delete);
        return this;
    }

    /** The field that must hold exactly this name. */
    public Envelope entity(String field, String name) {
        entityField = field;
        entity = name;
        return this;
    }

    /** The field whose number (the part before a dot) must be this. */
    public Envelope schemaVersion(String field, int major) {
        schemaField = field;
        schemaMajor = major;
        return this;
    }

    /** Fields of the envelope that become columns of the root's table. */
    public Envelope columns(ColumnType type, String... names) {
        Arrays.stream(names).map(name -> Column.optional(name, type)).forEach(columns::add);
        return this;
    }

    /** The field that carries the entity; null where the value is the entity. */
    public @Nullable String body() {
        return body;
    }

    /** Whether the account stands in the headers, as no field of the value says it. */
    public boolean leavesAccountToHeaders() {
        return account == null;
    }

    public @Nullable Choice operation() {
        return operation;
    }

    /** What the field that names the entity must hold. */
    public @Nullable String entity() {
        return entity;
    }

    public @Nullable String schemaField() {
        return schemaField;
    }

    public int schemaMajor() {
        return schemaMajor;
    }

    /** Fields that say nothing about the entity. */
    public Envelope ignored(String... fields) {
        ignored.addAll(Arrays.asList(fields));
        return this;
    }
}
