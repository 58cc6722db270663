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
 * @param parts parts of an entity that are only answered when they are asked for, by the name of their switch
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
        List<String> parts,
        @Nullable String companyField,
        @Nullable Scope scope) {

    private static final int USUAL_PAGE = 50;
    private static final Duration USUAL_WINDOW = Duration.ofDays(7);

    public Endpoint {
        idFields = List.copyOf(idFields);
        parts = List.copyOf(parts);
    }

    /** An endpoint as most are: pages of 50, windows of 7 days, entities that come whole and do not name their company. */
    public static Endpoint of(String path, String array, String... idFields) {
        return new Endpoint(path, array, List.of(idFields), USUAL_PAGE, USUAL_WINDOW, true, List.of(), null, null);
    }

    /** The same with pages of another size. */
    public Endpoint pages(int most) {
        return new Endpoint(path, array, idFields, most, longestWindow, countsOnRequest, parts, companyField, scope);
    }

    /** The same with shorter windows. */
    public Endpoint windows(Duration longest) {
        return new Endpoint(path, array, idFields, pageSize, longest, countsOnRequest, parts, companyField, scope);
    }

    /** The same, whose query has no {@code is_get_total}. */
    public Endpoint uncounted() {
        return new Endpoint(path, array, idFields, pageSize, longestWindow, false, parts, companyField, scope);
    }

    /** The same, asking for one more part. */
    public Endpoint with(String part) {
        return new Endpoint(
                path,
                array,
                idFields,
                pageSize,
                longestWindow,
                countsOnRequest,
                Stream.concat(parts.stream(), Stream.of(part)).toList(),
                companyField,
                scope);
    }

    /** The same, whose entities name the merchant's company. */
    public Endpoint company(String field) {
        return new Endpoint(path, array, idFields, pageSize, longestWindow, countsOnRequest, parts, field, scope);
    }

    /** The same, asked for within one warehouse or shop. */
    public Endpoint within(Scope one) {
        return new Endpoint(path, array, idFields, pageSize, longestWindow, countsOnRequest, parts, companyField, one);
    }

    /** The scope and the switches as further fields of a JSON object that has others before them. */
    String switches() {
        return (scope == null ? "" : scope.member())
                + parts.stream().map(",\"%s\":true"::formatted).collect(Collectors.joining());
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
}
