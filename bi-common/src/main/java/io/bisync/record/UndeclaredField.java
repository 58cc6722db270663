package io.bisync.record;

import io.bisync.json.JsonType;

/**
 * A field that no declaration knows, by where it stands and what kind of value it had.
 *
 * @param table the table whose {@code extra} holds it, for example {@code ods_jushuitan_order_item}
 * @param path for example {@code jushuitan.order.items.craft_code}
 */
public record UndeclaredField(String table, String path, JsonType type) {}
