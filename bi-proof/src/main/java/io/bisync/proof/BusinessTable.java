package io.bisync.proof;

import java.util.List;

/**
 * What the check knows about a table: its names and its keys, read off the documentation and not off the code.
 *
 * @param view the view for BI
 * @param root the base table of the entity that this table belongs to; its own one for the entity itself
 * @param rootKey the key of the entity below the account
 * @param childKey the key of a row below its entity; empty for the entity itself
 */
record BusinessTable(String view, String root, String rootKey, List<String> childKey) {

    static final List<BusinessTable> ALL = List.of(
            new BusinessTable("jushuitan_order", "ods_jushuitan_order", "o_id", List.of()),
            new BusinessTable("jushuitan_order_item", "ods_jushuitan_order", "o_id", List.of("oi_id")),
            new BusinessTable("jushuitan_order_pay", "ods_jushuitan_order", "o_id", List.of("pay_id")),
            new BusinessTable("leke_order", "ods_leke_order", "order_id", List.of()),
            new BusinessTable("leke_order_item", "ods_leke_order", "order_id", List.of("line_id")));

    String base() {
        return "ods_" + view;
    }

    boolean isChild() {
        return !childKey.isEmpty();
    }

    /** All key columns below the account. */
    List<String> key() {
        return isChild() ? List.of(rootKey, childKey.getFirst()) : List.of(rootKey);
    }
}
