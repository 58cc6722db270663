package io.bisync.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a declaration into tables and shapes, and refuses one that cannot work. */
final class Compiler {

    private final String prefix;
    private final String source;
    private final String entity;
    private final Envelope envelope;
    private final List<Table> tables = new ArrayList<>();
    private final List<Compiled.Layout> layouts = new ArrayList<>();
    private final Set<String> members = new HashSet<>();
    private int shapes;

    private Compiler(String source, String entity, Envelope envelope) {
        this.source = source;
        this.prefix = source + "_" + entity;
        this.entity = entity;
        this.envelope = envelope;
    }

    static Compiled compile(String source, String entity, Envelope envelope, Level root) {
        return new Compiler(source, entity, envelope).compile(root);
    }

    private Compiled compile(Level root) {
        if (root.key.isEmpty() || root.position != null) {
            throw new IllegalArgumentException("Entity %s needs a declared key".formatted(entity));
        }
        if ((root.version == null) == (envelope.version == null)) {
            throw new IllegalArgumentException("Entity %s needs one source of its version".formatted(entity));
        }
        var body = shape(root, null, prefix, entity, 0);
        var whole = envelope.body == null ? body : around(body);
        return new Compiled(
                source, envelope, List.copyOf(tables), List.copyOf(layouts), whole, body, shapes, Set.copyOf(members));
    }

    private Shape shape(Level level, @Nullable Parent parent, String name, String path, int depth) {
        if (level.key.isEmpty()) {
            throw new IllegalArgumentException("%s needs a key or keyedByPosition".formatted(path));
        }
        var columns = columnsOf(level, parent);
        var table = new Table(
                "ods_" + name,
                columns,
                keyOf(level, parent),
                parent == null ? null : tables.getFirst(),
                parent == null ? keyOf(level, null) : tables.getFirst().key(),
                prefix);
        int index = tables.size();
        tables.add(table);
        layouts.add(layout(level, parent, table, depth));

        var fields = new ArrayList<Field>();
        level.columns.forEach((field, column) ->
                fields.add(Field.column(fields.size(), field, column, place(table, column), ownKeyPart(level, column))
                        .asFreeText(level.freeText.contains(field))));
        level.members.forEach(it -> members.add(source + "." + path + "." + it));
        if (level.version != null) {
            fields.add(Field.of(fields.size(), level.version, Action.VERSION));
        }
        var prefixes = new ArrayList<String>();
        for (var personal : level.personal) {
            if (personal.endsWith("*")) {
                prefixes.add(personal.substring(0, personal.length() - 1));
            } else {
                fields.add(Field.of(fields.size(), personal, Action.PERSONAL));
            }
        }
        level.ignored.forEach(field -> fields.add(Field.of(fields.size(), field, Action.IGNORED)));
        if (parent != null) {
            // A child often repeats its parent's key; the parent's own is the one that counts.
            parent.key.stream()
                    .map(Column::name)
                    .filter(it -> !level.columns.containsKey(it) && !level.ignored.contains(it))
                    .forEach(it -> fields.add(Field.of(fields.size(), it, Action.IGNORED)));
        }
        var key = parent == null ? level.key : join(parent.key, level.key);
        for (var children : level.children) {
            var childPath = path + "." + children.field();
            var child =
                    shape(children.level(), new Parent(index, key), name + "_" + children.name(), childPath, depth + 1);
            fields.add(Field.nested(fields.size(), children.field(), Action.CHILDREN, child, children.required()));
        }
        return checked(
                new Shape(shapes++, path, index, depth, level.key.size(), level.position != null, fields, prefixes));
    }

    private record Parent(int table, List<Column> key) {}

    private Shape around(Shape body) {
        var fields = new ArrayList<Field>();
        fields.add(Field.nested(0, envelope.body == null ? "" : envelope.body, Action.BODY, body, false));
        add(fields, envelope.account, Action.ACCOUNT);
        add(fields, envelope.key, Action.ENVELOPE_KEY);
        add(fields, envelope.version, Action.VERSION);
        add(fields, envelope.operation == null ? null : envelope.operation.field(), Action.OPERATION);
        add(fields, envelope.entityField, Action.ENTITY);
        add(fields, envelope.schemaField, Action.SCHEMA);
        for (var column : envelope.columns) {
            fields.add(Field.column(fields.size(), column.name(), column, place(tables.getFirst(), column), -1));
        }
        envelope.ignored.forEach(field -> add(fields, field, Action.IGNORED));
        return checked(new Shape(shapes++, entity + " envelope", 0, 0, 0, false, fields, List.of()));
    }

    private static void add(List<Field> fields, @Nullable String name, Action action) {
        if (name != null) {
            fields.add(Field.of(fields.size(), name, action));
        }
    }

    private static Shape checked(Shape shape) {
        var names = new HashSet<String>();
        for (int i = 0; i < shape.size(); i++) {
            if (!names.add(shape.field(i).name)) {
                throw new IllegalArgumentException(
                        "%s declares the field '%s' twice".formatted(shape.path, shape.field(i).name));
            }
        }
        return shape;
    }

    private List<Column> columnsOf(Level level, @Nullable Parent parent) {
        var columns = new ArrayList<Column>();
        columns.add(Lineage.ACCOUNT);
        if (parent != null) {
            columns.addAll(parent.key);
        }
        columns.addAll(level.key);
        level.columns.values().stream().filter(it -> !level.key.contains(it)).forEach(columns::add);
        if (parent == null) {
            columns.addAll(envelope.columns);
        }
        columns.addAll(Lineage.LAST);
        Set<String> names = new HashSet<>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException(
                        "Entity %s has the column '%s' twice in one table".formatted(entity, column.name()));
            }
        }
        return columns;
    }

    private static List<String> keyOf(Level level, @Nullable Parent parent) {
        var key = new ArrayList<String>();
        key.add(Lineage.ACCOUNT.name());
        if (parent != null) {
            parent.key.forEach(it -> key.add(it.name()));
        }
        level.key.forEach(it -> key.add(it.name()));
        return key;
    }

    private static Compiled.Layout layout(Level level, @Nullable Parent parent, Table table, int depth) {
        var prefixes = table.columns().stream()
                .map(it -> (",\"" + it.name() + "\":").getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        var ownKey = level.key.stream().mapToInt(it -> place(table, it)).toArray();
        int position = level.position == null ? -1 : place(table, level.position);
        return new Compiled.Layout(parent == null ? -1 : parent.table, depth, prefixes, ownKey, position);
    }

    private static int ownKeyPart(Level level, Column column) {
        return level.key.indexOf(column);
    }

    private static int place(Table table, Column column) {
        return table.columns().indexOf(column);
    }

    private static List<Column> join(List<Column> first, List<Column> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
