package io.bisync.jushuitan.openapi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where an entity is asked for and how its pages look.
 *
 * @param path the path below the address of the API, for example {@code /open/orders/single/query}
 * @param array the name of the array that holds the entities
 * @param idField the field that holds an entity's key
 * @param pageSize how many entities one page may hold
 * @param parts parts of an entity that are only answered when they are asked for, by the name of their switch
 * @param companyField the field in which an entity names the merchant's company; null where it does not
 */
public record Endpoint(
        String path,
        String array,
        String idField,
        int pageSize,
        List<String> parts,
        @Nullable String companyField) {

    public Endpoint {
        parts = List.copyOf(parts);
    }

    /** An endpoint whose entities come whole and do not name their company. */
    public Endpoint(String path, String array, String idField, int pageSize) {
        this(path, array, idField, pageSize, List.of(), null);
    }

    /** The switches as further fields of a JSON object that has others before them. */
    String switches() {
        return parts.stream().map(",\"%s\":true"::formatted).collect(Collectors.joining());
    }

    byte[] arrayBytes() {
        return array.getBytes(StandardCharsets.UTF_8);
    }

    byte[] idBytes() {
        return idField.getBytes(StandardCharsets.UTF_8);
    }

    byte @Nullable [] companyBytes() {
        return companyField == null ? null : companyField.getBytes(StandardCharsets.UTF_8);
    }
}
