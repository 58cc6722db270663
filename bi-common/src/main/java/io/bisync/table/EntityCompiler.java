package io.bisync.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a declaration into tables and the plan of its objects, and refuses one that cannot work. */
final class EntityCompiler {

    private static final int BUCKETS = 12;

    private final String prefix;
    private final String source;
    private final String entity;
    private final Envelope envelope;
    private final List<Table> tables = new ArrayList<>();
    private final List<EntityPlan.Layout> layouts = new ArrayList<>();
    private final Set<String> members = new HashSet<>();
    private int objects;

    private EntityCompiler(String source, String entity, Envelope envelope) {
        this.source = source;
        this.prefix = source + "_" + entity;
        this.entity = entity;
        this.envelope = envelope;
    }

    static EntityPlan compile(String source, String entity, Envelope envelope, TableDeclaration root) {
        return new EntityCompiler(source, entity, envelope).compile(root);
    }

    private EntityPlan compile(TableDeclaration root) {
        if ((root.key.isEmpty() && !root.withoutRecords) || root.position != null) {
            throw new IllegalArgumentException("Entity %s needs a declared key".formatted(entity));
        }
        var sources = Stream.of(root.version, root.versionColumn, envelope.version, root.versionInHeader ? "" : null)
                .filter(Objects::nonNull)
                .count();
        if (sources != 1) {
            throw new IllegalArgumentException("Entity %s needs one source of its version".formatted(entity));
        }
        var body = object(root, null, prefix, entity, 0);
        var whole = envelope.body == null ? body : around(body);
        return new EntityPlan(
                source,
                envelope,
                List.copyOf(tables),
                List.copyOf(layouts),
                whole,
                body,
                objects,
                Set.copyOf(members),
                root.versionInHeader,
                root.scope);
    }

    private ObjectPlan object(
            TableDeclaration tableDeclaration, @Nullable Parent parent, String name, String path, int depth) {
        if (tableDeclaration.key.isEmpty() && parent != null) {
            throw new IllegalArgumentException("%s needs a key or keyedByPosition".formatted(path));
        }
        if (parent != null && tableDeclaration.scope != null) {
            throw new IllegalArgumentException("%s is no whole record, so no header says its key".formatted(path));
        }
        var columns = columnsOf(tableDeclaration, parent);
        var table = new Table(
                "ods_" + name,
                columns,
                keyOf(tableDeclaration, parent),
                parent == null ? null : tables.getFirst(),
                parent == null
                        ? keyOf(tableDeclaration, null)
                        : tables.getFirst().key(),
                prefix,
                tableDeclaration.withoutRecords ? 1 : BUCKETS);
        int index = tables.size();
        tables.add(table);
        layouts.add(layout(tableDeclaration, parent, table, depth));

        var fields = new ArrayList<FieldPlan>();
        tableDeclaration.columns.forEach((field, column) -> fields.add(FieldPlan.column(
                field,
                actionOf(tableDeclaration, field),
                column,
                place(table, column),
                ownKeyPart(tableDeclaration, column),
                tableDeclaration.freeText.contains(field))));
        tableDeclaration.members.forEach(it -> members.add(source + "." + path + "." + it));
        if (tableDeclaration.version != null) {
            fields.add(FieldPlan.of(tableDeclaration.version, Action.VERSION));
        }
        var prefixes = new ArrayList<String>();
        for (var personal : tableDeclaration.personal) {
            if (personal.endsWith("*")) {
                prefixes.add(personal.substring(0, personal.length() - 1));
            } else {
                fields.add(FieldPlan.of(personal, Action.PERSONAL));
            }
        }
        tableDeclaration.ignored.forEach(field -> fields.add(FieldPlan.of(field, Action.IGNORED)));
        if (parent != null) {
            // A child often repeats its parent's key; the parent's own is the one that counts.
            parent.keyFields.stream()
                    .filter(it -> !tableDeclaration.columns.containsKey(it) && !tableDeclaration.ignored.contains(it))
                    .forEach(it -> fields.add(FieldPlan.of(it, Action.IGNORED)));
        }
        var key = parent == null ? tableDeclaration.key : join(parent.key, tableDeclaration.key);
        var keyFields =
                parent == null ? tableDeclaration.keyFields : join(parent.keyFields, tableDeclaration.keyFields);
        for (var children : tableDeclaration.children) {
            var childPath = path + "." + children.field();
            var child = object(
                    children.tableDeclaration(),
                    new Parent(index, key, keyFields),
                    name + "_" + children.name(),
                    childPath,
                    depth + 1);
            fields.add(FieldPlan.nested(children.field(), Action.CHILDREN, child, children.required()));
        }
        return new ObjectPlan(
                objects++,
                path,
                index,
                depth,
                tableDeclaration.key.size(),
                tableDeclaration.position != null,
                fields,
                prefixes);
    }

    private record Parent(int table, List<Column> key, List<String> keyFields) {}

    private ObjectPlan around(ObjectPlan body) {
        var fields = new ArrayList<FieldPlan>();
        fields.add(FieldPlan.nested(envelope.body == null ? "" : envelope.body, Action.BODY, body, false));
        add(fields, envelope.account, Action.ACCOUNT);
        add(fields, envelope.key, Action.ENVELOPE_KEY);
        add(fields, envelope.version, Action.VERSION);
        add(fields, envelope.operation == null ? null : envelope.operation.field(), Action.OPERATION);
        add(fields, envelope.entityField, Action.ENTITY);
        add(fields, envelope.schemaField, Action.SCHEMA);
        for (var column : envelope.columns) {
            fields.add(FieldPlan.column(
                    column.name(), Action.COLUMN, column, place(tables.getFirst(), column), -1, false));
        }
        envelope.ignored.forEach(field -> add(fields, field, Action.IGNORED));
        return new ObjectPlan(objects++, entity + " envelope", 0, 0, 0, false, fields, List.of());
    }

    private static void add(List<FieldPlan> fields, @Nullable String name, Action action) {
        if (name != null) {
            fields.add(FieldPlan.of(name, action));
        }
    }

    private List<Column> columnsOf(TableDeclaration tableDeclaration, @Nullable Parent parent) {
        var columns = new ArrayList<Column>();
        columns.add(Lineage.ACCOUNT);
        if (parent != null) {
            columns.addAll(parent.key);
        }
        columns.addAll(tableDeclaration.key);
        tableDeclaration.columns.values().stream()
                .filter(it -> !tableDeclaration.key.contains(it))
                .forEach(columns::add);
        if (parent == null) {
            columns.addAll(envelope.columns);
        }
        columns.addAll(tableDeclaration.withoutRecords ? Lineage.LAST_WITHOUT_RECORD : Lineage.LAST);
        Set<String> names = new HashSet<>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException(
                        "Entity %s has the column '%s' twice in one table".formatted(entity, column.name()));
            }
        }
        return columns;
    }

    private static List<String> keyOf(TableDeclaration tableDeclaration, @Nullable Parent parent) {
        var key = new ArrayList<String>();
        key.add(Lineage.ACCOUNT.name());
        if (parent != null) {
            parent.key.forEach(it -> key.add(it.name()));
        }
        tableDeclaration.key.forEach(it -> key.add(it.name()));
        return key;
    }

    private static EntityPlan.Layout layout(
            TableDeclaration tableDeclaration, @Nullable Parent parent, Table table, int depth) {
        var ownKey = tableDeclaration.key.stream().map(it -> place(table, it)).toList();
        int position = tableDeclaration.position == null ? -1 : place(table, tableDeclaration.position);
        return new EntityPlan.Layout(parent == null ? -1 : parent.table, depth, ownKey, position);
    }

    private static Action actionOf(TableDeclaration tableDeclaration, String field) {
        if (field.equals(tableDeclaration.versionColumn)) {
            return Action.VERSION_COLUMN;
        }
        return field.equals(tableDeclaration.scope) ? Action.HEADER_KEY : Action.COLUMN;
    }

    private static int ownKeyPart(TableDeclaration tableDeclaration, Column column) {
        return tableDeclaration.key.indexOf(column);
    }

    private static int place(Table table, Column column) {
        return table.columns().indexOf(column);
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
