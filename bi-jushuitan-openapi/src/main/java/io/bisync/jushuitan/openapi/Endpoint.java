package io.bisync.jushuitan.openapi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an entity is asked for and how its pages look.
 *
 * @param path the path below the address of the API, for example {@code /open/orders/single/query}
 * @param array the name of the array that holds the entities
 * @param idFields the fields that hold an entity's key
 * @param pageSize how many entities one page may hold
 * @param longestWindow how far apart the two ends of a window of changes may be
 * @param countsOnRequest whether its query has {@code is_get_total}; without it a page says how many there are, or never does
 * @param conditions what a question for a window says beside its two ends, as members of JSON; one by row version says none of it
 * @param parts parts of an entity that are only answered when they are asked for, by the name of their switch
 * @param timeField the field in which an entity says when it changed; null where it does not
 * @param companyField the field in which an entity names the merchant's company; null where it does not
 * @param scope within what it is asked for; null where it is asked for as a whole
 */
public record Endpoint(
        String path,
        String array,
        List<String> idFields,
        int pageSize,
        Duration longestWindow,
        boolean countsOnRequest,
        List<String> conditions,
        List<String> parts,
        @Nullable String timeField,
        @Nullable String companyField,
        @Nullable Scope scope) {

    /** What most pages answer at a time. */
    public static final Duration USUAL_WINDOW = Duration.ofDays(7);

    private static final int USUAL_PAGE = 50;

    public Endpoint {
        idFields = List.copyOf(idFields);
        conditions = List.copyOf(conditions);
        parts = List.copyOf(parts);
    }

    /** An endpoint as most are: pages of 50, windows of 7 days, entities that come whole, dated, and do not name their company. */
    public static Endpoint of(String path, String array, String... idFields) {
        return new Endpoint(
                path,
                array,
                List.of(idFields),
                USUAL_PAGE,
                USUAL_WINDOW,
                true,
                List.of(),
                List.of(),
                "modified",
                null,
                null);
    }

    /** The same with pages of another size. */
    public Endpoint pages(int most) {
        return new Endpoint(
                path,
                array,
                idFields,
                most,
                longestWindow,
                countsOnRequest,
                conditions,
                parts,
                timeField,
                companyField,
                scope);
    }

    /** The same with shorter windows. */
    public Endpoint windows(Duration longest) {
        return new Endpoint(
                path,
                array,
                idFields,
                pageSize,
                longest,
                countsOnRequest,
                conditions,
                parts,
                timeField,
                companyField,
                scope);
    }

    /** The same, whose query has no {@code is_get_total}. */
    public Endpoint uncounted() {
        return new Endpoint(
                path,
                array,
                idFields,
                pageSize,
                longestWindow,
                false,
                conditions,
                parts,
                timeField,
                companyField,
                scope);
    }

    /** The same, where a question for a window says a number too. */
    public Endpoint condition(String field, int number) {
        return conditional("\"%s\":%d".formatted(field, number));
    }

    /** The same, where a question for a window says which words it wants. */
    public Endpoint condition(String field, String... words) {
        return conditional("\"%s\":[%s]"
                .formatted(field, Stream.of(words).map("\"%s\""::formatted).collect(Collectors.joining(","))));
    }

    private Endpoint conditional(String member) {
        List<String> more = and(conditions, member);
        return new Endpoint(
                path,
                array,
                idFields,
                pageSize,
                longestWindow,
                countsOnRequest,
                more,
                parts,
                timeField,
                companyField,
                scope);
    }

    /** The same, asking for one more part. */
    public Endpoint with(String part) {
        List<String> more = and(parts, part);
        return new Endpoint(
                path,
                array,
                idFields,
                pageSize,
                longestWindow,
                countsOnRequest,
                conditions,
                more,
                timeField,
                companyField,
                scope);
    }

    /** The same, whose entities say in another field when they changed. */
    public Endpoint dated(String field) {
        return new Endpoint(
                path,
                array,
                idFields,
                pageSize,
                longestWindow,
                countsOnRequest,
                conditions,
                parts,
                field,
                companyField,
                scope);
    }

    /** The same, whose entities do not say when they changed. */
    public Endpoint undated() {
        return new Endpoint(
                path,
                array,
                idFields,
                pageSize,
                longestWindow,
                countsOnRequest,
                conditions,
                parts,
                null,
                companyField,
                scope);
    }

    /** The same, whose entities name the merchant's company. */
    public Endpoint company(String field) {
        return new Endpoint(
                path,
                array,
                idFields,
                pageSize,
                longestWindow,
                countsOnRequest,
                conditions,
                parts,
                timeField,
                field,
                scope);
    }

    /** The same, asked for within one warehouse or shop. */
    public Endpoint within(Scope one) {
        return new Endpoint(
                path,
                array,
                idFields,
                pageSize,
                longestWindow,
                countsOnRequest,
                conditions,
                parts,
                timeField,
                companyField,
                one);
    }

    /** The scope and the switches as further fields of a JSON object that has others before them. */
    String switches() {
        return (scope == null ? "" : scope.member())
                + parts.stream().map(",\"%s\":true"::formatted).collect(Collectors.joining());
    }

    /** What only windows say, as further fields. */
    String ofWindows() {
        return conditions.stream().map(","::concat).collect(Collectors.joining());
    }
    /** Whether rows are to be counted, as a further field; nothing where the query has no such field. */
    String total(boolean wanted) {
        return countsOnRequest ? ",\"is_get_total\":" + wanted : "";
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

    private static List<String> and(List<String> some, String more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
}
