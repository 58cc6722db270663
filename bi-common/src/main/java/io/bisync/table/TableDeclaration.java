package io.bisync.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One level of an entity as it is declared: the entity itself or the objects of an array inside it.
 * A column takes the field of its own name unless {@link #columnFrom} says otherwise.
 */
public final class TableDeclaration {

    final List<Column> key = new ArrayList<>();
    final List<String> keyFields = new ArrayList<>();
    final Map<String, Column> columns = new LinkedHashMap<>();
    final Set<String> freeText = new HashSet<>();
    final Set<String> members = new HashSet<>();
    final List<String> personal = new ArrayList<>();
    final List<String> ignored = new ArrayList<>();
    final List<Children> children = new ArrayList<>();

    @Nullable String version;

    @Nullable String versionColumn;

    boolean versionInHeader;

    /** Whether no record brings its rows. */
    boolean withoutRecords;

    /** The field that only a record's header is sure to hold. */
    @Nullable String scope;

    @Nullable Column position;

    /** An array of objects that has a table of its own. */
    record Children(String field, String name, boolean required, TableDeclaration tableDeclaration) {}

    TableDeclaration() {}

    /** A part of the key below the account (and below the parent's key). */
    public TableDeclaration key(String field, ColumnType type) {
        return keyFrom(field, field, type);
    }

    /** The same in a column of another name. */
    public TableDeclaration keyFrom(String field, String columnName, ColumnType type) {
        switch (type.kind()) {
            case BIGINT, INT, VARCHAR -> {}
            case BOOLEAN, DATETIME, DECIMAL, JSON ->
                throw new IllegalArgumentException("%s cannot be a key: '%s'".formatted(type.sql(), field));
        }
        var column = Column.required(columnName, type);
        key.add(column);
        keyFields.add(field);
        return put(field, column);
    }

    /**
     * A part of the key that only whoever asked knows, as rows of stock name no warehouse: a record's header says it, and a
     * body that names it too has to agree.
     */
    public TableDeclaration keyFromHeader(String field, ColumnType type) {
        if (scope != null) {
            throw new IllegalArgumentException(
                    "One part of a key comes from a header: '%s' or '%s'".formatted(scope, field));
        }
        scope = field;
        return key(field, type);
    }

    /** The objects of this array have no id of their own: the position in the array, from 0, is the key. */
    public TableDeclaration keyedByPosition(String columnName) {
        position = Column.required(columnName, ColumnType.INT);
        key.add(position);
        keyFields.add(columnName);
        return this;
    }

    /** The field of the entity that is its version; it is stored as {@code record_version}. */
    public TableDeclaration version(String field) {
        version = field;
        return this;
    }

    /**
     * The time of the last change, which is a column and the version as well: as milliseconds since 1970, read as
     * Shanghai's time. For what has no row version; a record without it, or with no date in it, is rejected.
     */
    public TableDeclaration versionFromModified(String field) {
        versionColumn = field;
        return columns(ColumnType.DATETIME, field);
    }

    /** The body holds no version at all: that of the record's header counts, as a snapshot was given it. */
    public TableDeclaration versionFromHeader() {
        versionInHeader = true;
        return this;
    }

    /**
     * No record brings its rows: bi-basic tells them, under versions of its own. They come from no place of a topic, hold
     * nothing that nobody declared, are few, and the account alone may be their key.
     */
    public TableDeclaration withoutRecords() {
        withoutRecords = true;
        return versionFromHeader();
    }

    public TableDeclaration columns(ColumnType type, String... fields) {
        Arrays.stream(fields).forEach(field -> put(field, Column.optional(field, type)));
        return this;
    }

    public TableDeclaration columnFrom(String field, String columnName, ColumnType type) {
        return put(field, Column.optional(columnName, type));
    }

    /** Texts in which people write what they like: what looks personal in them is masked. */
    public TableDeclaration freeText(ColumnType type, String... fields) {
        if (type.kind() != ColumnType.Kind.VARCHAR) {
            throw new IllegalArgumentException("%s holds no free text".formatted(type.sql()));
        }
        freeText.addAll(Arrays.asList(fields));
        return columns(type, fields);
    }

    /** Subtrees that are kept as JSON; a member is known if {@link #members} names it. */
    public TableDeclaration json(String... fields) {
        return columns(ColumnType.JSON, fields);
    }

    /** Known members of a JSON column or of JSON in a text, deeper ones as {@code a.b}; all others are unknown fields. */
    public TableDeclaration members(String field, String... names) {
        if (!columns.containsKey(field)) {
            throw new IllegalArgumentException("No column takes '%s', so it has no members".formatted(field));
        }
        Arrays.stream(names).forEach(it -> members.add(field + "." + it));
        return this;
    }

    /** Fields that are taken out before anything is published; a trailing {@code *} stands for any ending. */
    public TableDeclaration personal(String... fields) {
        personal.addAll(Arrays.asList(fields));
        return this;
    }

    /** Known fields that no table keeps. */
    public TableDeclaration ignored(String... fields) {
        ignored.addAll(Arrays.asList(fields));
        return this;
    }

    /** An array with a table of its own; absent or null rejects the record, {@code []} does not. */
    public TableDeclaration children(String field, String name, Consumer<TableDeclaration> declaration) {
        return add(field, name, true, declaration);
    }

    /** An array with a table of its own that may be absent or null. */
    public TableDeclaration optionalChildren(String field, String name, Consumer<TableDeclaration> declaration) {
        return add(field, name, false, declaration);
    }

    private TableDeclaration add(String field, String name, boolean required, Consumer<TableDeclaration> declaration) {
        var tableDeclaration = new TableDeclaration();
        declaration.accept(tableDeclaration);
        children.add(new Children(field, name, required, tableDeclaration));
        return this;
    }

    private TableDeclaration put(String field, Column column) {
        if (columns.put(field, column) != null) {
            throw new IllegalArgumentException("Field '%s' is declared twice".formatted(field));
        }
        return this;
    }
}
