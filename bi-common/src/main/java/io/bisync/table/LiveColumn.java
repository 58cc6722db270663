package io.bisync.table;

/**
 * A column as StarRocks describes it.
 *
 * @param type for example {@code bigint(20)}
 * @param nullable whether it takes NULL
 * @param key whether it is part of the table's key
 * @param defaulted whether a row that does not bring it gets a value
 */
public record LiveColumn(String name, String type, boolean nullable, boolean key, boolean defaulted) {}
