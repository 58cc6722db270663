package io.bisync.jushuitan.openapi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an entity is asked for and how its pages look.
 *
 * @param path the path below the address of the API, for example {@code /open/orders/single/query}
 * @param array the name of the array that holds the entities
 * @param idFields the fields that hold an entity's key
 * @param byIds the fields by whose values it may be asked for, the most telling first; none where there are only windows
 * @param pageSize how many entities one page may hold
 * @param longestWindow how far apart the two ends of a window of changes may be
 * @param total when a page says how many rows there are
 * @param conditions what a question for a window, or for ids, says beside it, as members of JSON; one by row version says none
 *     of it
 * @param parts parts of an entity that are only answered when they are asked for, by the name of their switch
 * @param timeField the field in which an entity says when it changed; null where it does not
 * @param companyField the field in which an entity names the merchant's company; null where it does not
 * @param scope within what it is asked for; null where it is asked for as a whole
 */
public record Endpoint(
        String path,
        String array,
        List<String> idFields,
        List<ById> byIds,
        int pageSize,
        Duration longestWindow,
        Total total,
        List<String> conditions,
        List<String> parts,
        @Nullable String timeField,
        @Nullable String companyField,
        @Nullable Scope scope) {

    /** What most pages answer at a time. */
    public static final Duration USUAL_WINDOW = Duration.ofDays(7);

    private static final int USUAL_PAGE = 50;

    /** When a page says how many rows there are. */
    public enum Total {
        /** Where the query has {@code is_get_total}. */
        ON_REQUEST,
        /** Whatever the query has. */
        ON_EVERY_PAGE,
        /** Where nothing is documented: what such a page says nevertheless means nothing. */
        NEVER
    }

    /**
     * A field by whose values entities may be asked for.
     *
     * @param field its name in an entity, for example {@code o_id}
     * @param parameter its name in a question, for example {@code o_ids}
     * @param most how many values one question may have
     * @param inOneText whether a question has them as one text with commas between, or as a list
     */
    public record ById(String field, String parameter, int most, boolean inOneText) {

        private static final int LONGEST = 64;

        /** Whether a question can have that value: a short text without control characters, and without a comma among others. */
        public boolean takes(String value) {
            return !value.isBlank()
                    && value.length() <= LONGEST
                    && value.chars().noneMatch(Character::isISOControl)
                    && !(inOneText && value.contains(","));
        }
    }

    public Endpoint {
        idFields = List.copyOf(idFields);
        byIds = List.copyOf(byIds);
        conditions = List.copyOf(conditions);
        parts = List.copyOf(parts);
    }

    /** An endpoint as most are: pages of 50, windows of 7 days, entities that come whole, dated, and do not name their company. */
    public static Endpoint of(String path, String array, String... idFields) {
        return new Endpoint(
                path,
                array,
                List.of(idFields),
                List.of(),
                USUAL_PAGE,
                USUAL_WINDOW,
                Total.ON_REQUEST,
                List.of(),
                List.of(),
                "modified",
                null,
                null);
    }

    /** The same with pages of another size. */
    public Endpoint pages(int most) {
        return changed(it -> it.pageSize = most);
    }

    /** The same, that may be asked for so many values of a field: a list of them. */
    public Endpoint byIds(String parameter, String field, int most) {
        return changed(it -> it.byIds = and(byIds, new ById(field, parameter, most, false)));
    }

    /** The same, that may be asked for so many values of a field: one text, with commas between them. */
    public Endpoint byIdsInOneText(String parameter, String field, int most) {
        return changed(it -> it.byIds = and(byIds, new ById(field, parameter, most, true)));
    }

    /** The same with shorter windows. */
    public Endpoint windows(Duration longest) {
        return changed(it -> it.longestWindow = longest);
    }

    /** The same, whose pages say at another time how many rows there are. */
    public Endpoint total(Total when) {
        return changed(it -> it.total = when);
    }

    /** The same, where a question for a window says a number too. */
    public Endpoint condition(String field, int number) {
        return changed(it -> it.conditions = and(conditions, "\"%s\":%d".formatted(field, number)));
    }

    /** The same, where a question for a window says which words it wants. */
    public Endpoint condition(String field, String... words) {
        var listed = Stream.of(words).map("\"%s\""::formatted).collect(Collectors.joining(","));
        return changed(it -> it.conditions = and(conditions, "\"%s\":[%s]".formatted(field, listed)));
    }

    /** The same, asking for one more part. */
    public Endpoint with(String part) {
        return changed(it -> it.parts = and(parts, part));
    }

    /** The same, whose entities say in another field when they changed. */
    public Endpoint dated(String field) {
        return changed(it -> it.timeField = field);
    }

    /** The same, whose entities do not say when they changed. */
    public Endpoint undated() {
        return changed(it -> it.timeField = null);
    }

    /** The same, whose entities name the merchant's company. */
    public Endpoint company(String field) {
        return changed(it -> it.companyField = field);
    }

    /** The same, asked for within one warehouse or shop. */
    public Endpoint within(Scope one) {
        return changed(it -> it.scope = one);
    }

    /** How it is asked for values of a field; empty where its page has no such way. */
    public Optional<ById> byId(String field) {
        return byIds.stream().filter(it -> it.field().equals(field)).findFirst();
    }

    /** The scope and the switches as further fields of a JSON object that has others before them. */
    String switches() {
        return (scope == null ? "" : scope.member())
                + parts.stream().map(",\"%s\":true"::formatted).collect(Collectors.joining());
    }

    /** What only windows and ids say, as further fields. */
    String ofWindows() {
        return conditions.stream().map(","::concat).collect(Collectors.joining());
    }

    /** Whether rows are to be counted, as a further field; nothing where the query has no such field. */
    String counting(boolean wanted) {
        return total == Total.ON_REQUEST ? ",\"is_get_total\":" + wanted : "";
    }

    byte[] arrayBytes() {
        return array.getBytes(StandardCharsets.UTF_8);
    }

    byte[][] idBytes() {
        return idFields.stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    byte @Nullable [] companyBytes() {
        return companyField == null ? null : companyField.getBytes(StandardCharsets.UTF_8);
    }

    byte @Nullable [] timeBytes() {
        return timeField == null ? null : timeField.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> List<T> and(List<T> some, T more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private Endpoint changed(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.endpoint();
    }

    /** An endpoint that is being changed: what it is asked at, and its key, stay. */
    private static final class Draft {

        private final Endpoint from;
        private List<ById> byIds;
        private int pageSize;
        private Duration longestWindow;
        private Total total;
        private List<String> conditions;
        private List<String> parts;
        private @Nullable String timeField;
        private @Nullable String companyField;
        private @Nullable Scope scope;

        Draft(Endpoint from) {
            this.from = from;
            byIds = from.byIds;
            pageSize = from.pageSize;
            longestWindow = from.longestWindow;
            total = from.total;
            conditions = from.conditions;
            parts = from.parts;
            timeField = from.timeField;
            companyField = from.companyField;
            scope = from.scope;
        }

        Endpoint endpoint() {
            return new Endpoint(
                    from.path,
                    from.array,
                    from.idFields,
                    byIds,
                    pageSize,
                    longestWindow,
                    total,
                    conditions,
                    parts,
                    timeField,
                    companyField,
                    scope);
        }
    }
}
