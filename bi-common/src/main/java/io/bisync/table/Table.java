package io.bisync.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A primary-key table of StarRocks and its view, as an entity declares them. */
public final class Table {

    private final String name;
    private final String viewName;
    private final List<Column> columns;
    private final List<String> key;
    private final @Nullable Table root;
    private final List<String> rootKey;
    private final String colocationGroup;
    private final int buckets;

    Table(
            String name,
            List<Column> columns,
            List<String> key,
            @Nullable Table root,
            List<String> rootKey,
            String colocationGroup,
            int buckets) {
        this.name = name;
        this.viewName = name.substring("ods_".length());
        this.columns = List.copyOf(columns);
        this.key = List.copyOf(key);
        this.root = root;
        this.rootKey = List.copyOf(rootKey);
        this.colocationGroup = colocationGroup;
        this.buckets = buckets;
    }

    public String name() {
        return name;
    }

    public String viewName() {
        return viewName;
    }

    /** All columns in their order, {@code loaded_at} too. */
    public List<Column> columns() {
        return columns;
    }

    /** The columns a load brings: all but {@code loaded_at}. */
    public List<String> columnNames() {
        return columns.stream()
                .filter(it -> !it.equals(Lineage.LOADED))
                .map(Column::name)
                .toList();
    }

    public List<String> key() {
        return key;
    }

    public String ddl() {
        return Sql.createTable(this, rootKey, buckets, colocationGroup, null);
    }

    /** The same with what the table and its columns mean. */
    public String ddl(Comments comments) {
        return Sql.createTable(this, rootKey, buckets, colocationGroup, comments);
    }

    /** The parent's view hides deleted rows; a child's view hides rows older than the root's. */
    public String viewDdl() {
        return viewDdl("");
    }

    /** The same with what it means. */
    public String viewDdl(Comments comments) {
        return viewDdl(Sql.comment(comments.of(this)));
    }

    private String viewDdl(String comment) {
        return root == null ? Sql.rootView(this, comment) : Sql.childView(this, root, rootKey, comment);
    }

    /**
     * What of the live table is not as declared, each as a sentence: model, key, columns with type and nullability. A column
     * too many is a difference only where no row could be loaded for it.
     */
    public List<String> differences(LiveTable live) {
        return Differences.of(this, live);
    }

    @Override
    public String toString() {
        return name;
    }
}
