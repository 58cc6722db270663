package io.bisync.dictionary;

import io.bisync.table.Action;
import io.bisync.table.Column;
import io.bisync.table.Comments;
import io.bisync.table.Entity;
import io.bisync.table.FieldPlan;
import io.bisync.table.Lineage;
import io.bisync.table.ObjectPlan;
import io.bisync.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an entity's tables and columns mean. */
public final class Dictionary implements Comments {

    private static final String ITSELF = ".";
    private static final String ENVELOPE = "envelope";
    private static final String UNKNOWN = "";

    private static final Map<String, Meaning> LINEAGE = Map.of(
            "account_id", own("account_id", "账号", "account whose row it is"),
            "record_version", own("record_version", "版本，最新者为准", "version of the row, the newest wins"),
            "is_deleted", own("is_deleted", "是否已删除", "whether the row is deleted"),
            "source_topic", own("source_topic", "来源主题", "topic of the record that it came from"),
            "source_partition", own("source_partition", "来源分区", "partition of that record"),
            "source_offset", own("source_offset", "来源位点", "offset of that record"),
            "extra", own("extra", "未声明的字段", "fields that nobody declared"),
            "loaded_at", own("loaded_at", "装载时间", "when StarRocks took the row"));

    private final Entity entity;
    private final DictionaryFile file;
    private final Map<String, Meaning> byColumn = new HashMap<>();
    private final Map<String, String> levels = new HashMap<>();

    private Dictionary(Entity entity, DictionaryFile file) {
        this.entity = entity;
        this.file = file;
        var plan = entity.plan();
        place(plan.root(), plan.root().equals(plan.body()) ? ITSELF : ENVELOPE);
    }

    /** Reads the entity's file from the class path. */
    public static Dictionary of(Entity entity) {
        return new Dictionary(entity, DictionaryFile.read(entity.source(), entity.name()));
    }

    static Dictionary of(Entity entity, String text) {
        return new Dictionary(entity, DictionaryFile.parse(entity.name(), text));
    }

    /** The entity in Chinese and English. */
    public String title() {
        return fact("title");
    }

    /** The vendor's page. */
    public String page() {
        return fact("page");
    }

    /** The path or the topic that it comes from; empty where the suite tells it itself. */
    public String origin() {
        return file.facts().getOrDefault("path", file.facts().getOrDefault("topic", ""));
    }

    /** What the page says of a level's fields; all that is personal too, of which no column is made. */
    public List<Meaning> meanings(Table table) {
        var level = levels.getOrDefault(table.name(), UNKNOWN);
        return file.meanings().stream().filter(it -> it.level().equals(level)).toList();
    }

    /** What a column means; null where nothing says it. */
    public @Nullable Meaning meaning(Table table, Column column) {
        if (Lineage.isOne(column)) {
            return LINEAGE.get(column.name());
        }
        var own = byColumn.get(place(table, column.name()));
        return own == null && table.key().contains(column.name()) ? inherited(column) : own;
    }

    /** The columns of which nothing says what they mean. */
    public List<String> withoutMeaning() {
        var columns = new ArrayList<String>();
        for (var table : entity.tables()) {
            for (var column : table.columns()) {
                if (meaning(table, column) == null) {
                    columns.add(place(table, column.name()));
                }
            }
        }
        return columns;
    }

    @Override
    public String of(Table table) {
        var level = levels.getOrDefault(table.name(), UNKNOWN);
        if (level.equals(ITSELF)) {
            return title();
        }
        int dot = level.lastIndexOf('.');
        var list = find(dot < 0 ? ITSELF : level.substring(0, dot), level.substring(dot + 1));
        return list == null ? title() : "%s: %s".formatted(title(), list.text());
    }

    @Override
    public String of(Table table, Column column) {
        var meaning = meaning(table, column);
        if (meaning == null) {
            throw new IllegalArgumentException(
                    "%s says nothing of %s".formatted(file.name(), place(table, column.name())));
        }
        return meaning.text();
    }

    private String fact(String name) {
        return Objects.requireNonNull(
                file.facts().get(name), () -> "%s has no line '# %s:'".formatted(file.name(), name));
    }

    private void place(ObjectPlan object, String level) {
        var table = entity.plan().tables().get(object.table());
        if (!level.equals(ENVELOPE)) {
            levels.put(table.name(), level);
        }
        for (var field : object.fields()) {
            var column = field.column();
            var meaning = find(level, field.name());
            if (column != null && meaning != null) {
                byColumn.put(place(table, column.name()), meaning);
            }
            below(field, level);
        }
    }

    private void below(FieldPlan field, String level) {
        var nested = field.object();
        if (nested != null) {
            place(nested, field.action() == Action.BODY ? ITSELF : below(level, field.name()));
        }
    }

    private static String below(String level, String field) {
        return level.equals(ITSELF) ? field : level + "." + field;
    }

    private @Nullable Meaning find(String level, String field) {
        return file.meanings().stream()
                .filter(it -> it.level().equals(level) && it.field().equals(field))
                .findFirst()
                .orElse(null);
    }

    /** A part of the key that a table above has brought. */
    private @Nullable Meaning inherited(Column column) {
        return entity.plan().tables().stream()
                .map(it -> byColumn.get(place(it, column.name())))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String place(Table table, String column) {
        return table.name() + "." + column;
    }

    private static Meaning own(String column, String chinese, String english) {
        return new Meaning(ITSELF, column, "", "", chinese, english);
    }
}
