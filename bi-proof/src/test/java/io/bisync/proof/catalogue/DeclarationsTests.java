package io.bisync.proof.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.listener.LoadedEntity;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldClass;
import io.bisync.local.dictionary.FieldType;
import io.bisync.table.Action;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.FieldPlan;
import io.bisync.table.ObjectPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every declaration of both services against the vendor's page, as the local stack reads it. */
class DeclarationsTests {

    private static final Set<FieldType> SUBTREES = Set.of(FieldType.JSON, FieldType.JSON_ARRAY);

    /** Not of the entity itself. */
    private static final Set<String> AROUND = Set.of(Dictionary.REQUEST, Dictionary.ENVELOPE);

    static List<Entity> entities() {
        return CatalogueFiles.ENTITIES.stream().map(LoadedEntity::entity).toList();
    }

    @ParameterizedTest
    @MethodSource("entities")
    void everyFieldOfThePageIsAColumnAListOrPersonalAndNothingElseIsDeclared(Entity entity) {
        var declared = declared(entity);
        var page = new TreeMap<String, Map<String, String>>();
        for (Field field : page(entity).fields()) {
            boolean inTables = !AROUND.contains(field.level()) && !isBelowSubtree(entity, field);
            boolean repeatsKey =
                    !field.level().equals(".") && page(entity).key().contains(field.name());
            boolean ofRequest = field.level().equals(".")
                    && page(entity).keyOfRequest().filter(field.name()::equals).isPresent();
            if (inTables && !repeatsKey) {
                page.computeIfAbsent(field.level(), _ -> new TreeMap<>())
                        .put(field.name(), ofRequest ? "key of the request" : kind(field));
            }
        }
        page.forEach((level, fields) -> {
            var object = declared.getOrDefault(level, Map.of());
            fields.forEach((name, kind) -> assertThat(kind(entity, level, name, object.get(name)))
                    .as("%s %s.%s", entity, level, name)
                    .isEqualTo(kind));
            assertThat(fields.keySet()).as("%s %s", entity, level).containsAll(object.keySet());
        });
        assertThat(declared.keySet()).isEqualTo(page.keySet());
    }

    @ParameterizedTest
    @MethodSource("entities")
    void everyMemberOfAnObjectThatIsKeptWholeIsKnown(Entity entity) {
        var page = page(entity);
        Set<String> members = page.fields().stream()
                .filter(field -> isBelowSubtree(entity, field))
                .map(field -> "%s.%s.%s.%s".formatted(page.source(), page.entity(), field.level(), field.name()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(entity.plan().members()).containsExactlyInAnyOrderElementsOf(members);
    }

    @ParameterizedTest
    @MethodSource("entities")
    void aTextThatThePageLimitsFitsItsColumn(Entity entity) {
        var declared = declared(entity);
        page(entity).fields().stream()
                .filter(it -> it.type() == FieldType.TEXT && it.length() > 0)
                .forEach(it -> {
                    var field = declared.getOrDefault(it.level(), Map.of()).get(it.name());
                    if (field != null && field.column() != null) {
                        assertThat(field.type().size())
                                .as("%s %s", entity, it.path())
                                .isGreaterThanOrEqualTo(it.kind() == FieldClass.CODE ? it.length() : 3 * it.length());
                    }
                });
    }

    private static Map<String, Map<String, FieldPlan>> declared(Entity entity) {
        var declared = new TreeMap<String, Map<String, FieldPlan>>();
        describe(entity.plan().body(), ".", declared);
        return declared;
    }

    private static void describe(ObjectPlan object, String level, Map<String, Map<String, FieldPlan>> into) {
        var fields = into.computeIfAbsent(level, _ -> new TreeMap<>());
        for (FieldPlan field : object.fields()) {
            if (field.action() != Action.IGNORED) {
                fields.put(field.name(), field);
            }
            var children = field.object();
            if (children != null) {
                describe(children, level.equals(".") ? field.name() : level + "." + field.name(), into);
            }
        }
    }

    private static String kind(FieldPlan field) {
        return switch (field.action()) {
            case CHILDREN -> "list";
            case PERSONAL -> "personal";
            case VERSION -> "version";
            case HEADER_KEY -> "key of the request";
            case COLUMN, VERSION_COLUMN -> field.freeText() ? "free text" : typed(field.type());
            default -> String.valueOf(field.action());
        };
    }

    private static String typed(ColumnType type) {
        return switch (type.kind()) {
            case BIGINT, INT -> "integer";
            case DECIMAL -> "number";
            case VARCHAR -> "text";
            case DATETIME -> "time";
            case BOOLEAN -> "boolean";
            case JSON -> "json";
        };
    }

    private static String kind(Field field) {
        if (field.kind() == FieldClass.PERSONAL) {
            return "personal";
        }
        if (field.kind() == FieldClass.FREE) {
            return "free text";
        }
        return switch (field.type()) {
            case INTEGER -> field.name().equals("ts") ? "version" : "integer";
            case NUMBER -> "number";
            case TEXT -> "text";
            case TIME -> "time";
            case BOOLEAN -> "boolean";
            case LIST -> "list";
            case JSON, JSON_ARRAY, TEXTS -> "json";
            case CSV -> "csv";
        };
    }

    /** Personal where a declared beginning says so. */
    private static String kind(Entity entity, String level, String name, @Nullable FieldPlan field) {
        if (field != null) {
            return kind(field);
        }
        return level.equals(".")
                        && entity.plan().body().personalPrefixes().stream().anyMatch(name::startsWith)
                ? "personal"
                : "not declared";
    }

    private static boolean isBelowSubtree(Entity entity, Field field) {
        return page(entity).fields().stream()
                .anyMatch(it -> SUBTREES.contains(it.type()) && it.path().equals(field.level()));
    }

    private static Dictionary page(Entity entity) {
        return Dictionary.of(entity.source()).stream()
                .filter(it -> it.entity().equals(entity.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no dictionary of " + entity));
    }
}
