package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a row of a view should look like, as the ERP's own state says.
 *
 * @param version the version of its entity, or {@link #NO_VERSION} where the ERP gives none
 */
public record TruthRow(String account, BusinessTable table, long version, Map<String, JsonNode> values) {

    static final long NO_VERSION = -1;

    /** The same text for the truth and for a row of the view. */
    public static String key(String account, List<String> key) {
        return account + "|" + String.join("|", key);
    }

    String key() {
        return key(
                account,
                table.key().stream()
                        .map(column -> values.getOrDefault(column, MissingNode.getInstance())
                                .asString())
                        .collect(Collectors.toList()));
    }
}
