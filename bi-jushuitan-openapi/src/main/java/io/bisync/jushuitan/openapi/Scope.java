package io.bisync.jushuitan.openapi;

/**
 * Within what an entity is asked for: one warehouse, one shop. Rows need not repeat it.
 *
 * @param field the field of the request
 * @param id the number of the one that is asked for
 */
public record Scope(String field, long id) {

    /** The id as it stands in keys and in names of cursors. */
    public String text() {
        return Long.toString(id);
    }

    String member() {
        return ",\"%s\":%d".formatted(field, id);
    }
}
