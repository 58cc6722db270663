package io.bisync.table;

/** A column as StarRocks describes it, for example {@code bigint(20)}. */
public record LiveColumn(String name, String type) {}
