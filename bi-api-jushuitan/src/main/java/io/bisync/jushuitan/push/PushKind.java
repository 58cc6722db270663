package io.bisync.jushuitan.push;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The messages that are known: what each names, and by which of its fields, the most telling first. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are copies that never change
enum PushKind {
    SHIPPED("logistics.upload", List.of("o_id", "so_id"), "order", "sales_out", "logistics"),
    STOCK("inventory.upload", List.of("sku_id"), "inventory"),
    /** It names the after-sale by the platform's own number too, by which none can be asked for. */
    RETURNED("refund.goods", List.of("so_id"), "after_sale", "after_sale_received"),
    CANCELLED("cancel.order", List.of("o_id", "so_id"), "order"),
    /** Of the newer style. */
    STOCK_OF_SKU("business_sku_syn", List.of("sku_id"), "inventory");

    private final String method;
    private final List<String> fields;
    private final List<String> entities;

    PushKind(String method, List<String> fields, String... entities) {
        this.method = method;
        this.fields = fields;
        this.entities = List.of(entities);
    }

    static Optional<PushKind> of(String method) {
        return Stream.of(values()).filter(it -> it.method.equals(method)).findFirst();
    }

    List<String> fields() {
        return fields;
    }

    List<String> entities() {
        return entities;
    }
}
