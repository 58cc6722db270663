package io.bisync.local.jushuitan.field;

import io.bisync.local.dictionary.Dictionary;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row that can never be loaded.
 *
 * @param id its key as it is sent, what only the request knows before it; empty where the row has none
 */
public record PoisonRow(long coId, String entity, Defect defect, String id) {

    /**
     * Names a row by what it says itself.
     *
     * @param row as it is sent, with its defect
     * @param scope what only the request knows of its key
     */
    public static PoisonRow of(long coId, Dictionary page, Defect defect, ObjectNode row, long scope) {
        List<String> id = new ArrayList<>();
        String request = page.keyOfRequest().orElse("");
        for (String name : page.key()) {
            id.add(name.equals(request) ? Long.toString(scope) : row.path(name).asString(""));
        }
        return new PoisonRow(coId, page.entity(), defect, id.contains("") ? "" : String.join(":", id));
    }
}
