package io.bisync.proof.catalogue;

import io.bisync.dictionary.Dictionary;
import io.bisync.dictionary.Meaning;
import io.bisync.table.Column;
import io.bisync.table.Entity;
import io.bisync.table.Table;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page that says what every column means, in one of two languages. */
enum DictionaryPage {
    ENGLISH(
            "docs/dictionary.md",
            """
            # Data dictionary

            What every column means, after the vendors' pages. Written by `./bi entity` from the declarations and [dictionary](../dictionary/README.md); 中文: [dictionary.zh.md](dictionary.zh.md).
            """,
            "entity | what it is | comes from | views",
            "column | type | meaning | unit or values",
            "View `%s`, table `%s`. After: %s",
            "Personal, never kept: %s."),
    CHINESE(
            "docs/dictionary.zh.md",
            """
            # 数据字典

            每一列的含义，依据厂商文档。由 `./bi entity` 根据声明和 [dictionary](../dictionary/README.md) 生成；English: [dictionary.md](dictionary.md)。
            """,
            "实体 | 名称 | 来源 | 视图",
            "列 | 类型 | 含义 | 单位或取值",
            "视图 `%s`，表 `%s`。依据：%s",
            "个人信息，从不保存：%s。");

    private static final Pattern OR = Pattern.compile("\\|");

    private final String path;
    private final String head;
    private final String list;
    private final String columns;
    private final String names;
    private final String personal;

    DictionaryPage(String path, String head, String list, String columns, String names, String personal) {
        this.path = path;
        this.head = head;
        this.list = list;
        this.columns = columns;
        this.names = names;
        this.personal = personal;
    }

    String path() {
        return path;
    }

    String text(List<Entity> entities) {
        String all = entities.stream().map(this::line).collect(Collectors.joining());
        return entities.stream()
                .map(this::entity)
                .collect(Collectors.joining("", "%s\n| %s |\n|---|---|---|---|\n%s".formatted(head, list, all), ""));
    }

    private String line(Entity entity) {
        Dictionary dictionary = Dictionary.of(entity);
        String origin = dictionary.origin();
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        entity,
                        language(dictionary.title()),
                        origin.isEmpty() ? "" : "`" + origin + "`",
                        entity.tables().reversed().stream()
                                .map(it -> "`" + it.viewName() + "`")
                                .collect(Collectors.joining(", ")));
    }

    private String entity(Entity entity) {
        Dictionary dictionary = Dictionary.of(entity);
        String tables = entity.tables().reversed().stream()
                .map(it -> table(dictionary, it))
                .collect(Collectors.joining());
        return "\n## %s: %s\n".formatted(entity, language(dictionary.title())) + tables;
    }

    private String table(Dictionary dictionary, Table table) {
        String rows =
                table.columns().stream().map(it -> row(dictionary, table, it)).collect(Collectors.joining());
        return "\n%s\n\n| %s |\n|---|---|---|---|\n%s%s"
                .formatted(
                        names.formatted(table.viewName(), table.name(), language(dictionary.page())),
                        columns,
                        rows,
                        personal(dictionary, table));
    }

    private String row(Dictionary dictionary, Table table, Column column) {
        Meaning meaning = Objects.requireNonNull(dictionary.meaning(table, column), column.name());
        return "| `%s` | %s | %s | %s |\n"
                .formatted(column.name(), column.type().sql(), language(meaning), values(meaning));
    }

    private String personal(Dictionary dictionary, Table table) {
        String fields = dictionary.meanings(table).stream()
                .filter(Meaning::isPersonal)
                .map(it -> "`%s` (%s)".formatted(it.field(), language(it)))
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? "" : "\n" + personal.formatted(fields) + "\n";
    }

    private String values(Meaning meaning) {
        if (!meaning.isEnumeration()) {
            return meaning.values();
        }
        return OR.splitAsStream(meaning.values()).map(this::value).collect(Collectors.joining("; "));
    }

    /** {@code Sent=已发货/sent}. */
    private String value(String word) {
        int equals = word.indexOf('=');
        return equals < 0
                ? word
                : "%s = %s".formatted(word.substring(0, equals), either(word.substring(equals + 1), "/"));
    }

    private String language(Meaning meaning) {
        return this == CHINESE ? meaning.chinese() : meaning.english();
    }

    /** Of a text that is written in Chinese, a stroke and English; what follows a comma is the same in both. */
    private String language(String both) {
        int comma = both.indexOf(", http");
        String words = comma < 0 ? both : both.substring(0, comma);
        String rest = comma < 0 ? "" : " " + both.substring(comma + 2);
        return either(words, " / ") + rest;
    }

    private String either(String both, String stroke) {
        int at = both.indexOf(stroke);
        return at < 0 ? both : this == CHINESE ? both.substring(0, at) : both.substring(at + stroke.length());
    }
}
