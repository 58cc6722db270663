package io.bisync.jushuitan.openapi;

import java.nio.charset.StandardCharsets;

/**
 * Where an entity is asked for and how its pages look.
 *
 * @param path the path below the address of the API, for example {@code /open/orders/single/query}
 * @param array the name of the array that holds the entities
 * @param idField the field that holds an entity's key
 * @param pageSize how many entities one page may hold
 */
public record Endpoint(String path, String array, String idField, int pageSize) {

    byte[] arrayBytes() {
        return array.getBytes(StandardCharsets.UTF_8);
    }

    byte[] idBytes() {
        return idField.getBytes(StandardCharsets.UTF_8);
    }
}
