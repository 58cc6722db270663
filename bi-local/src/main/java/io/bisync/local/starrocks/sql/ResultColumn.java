package io.bisync.local.starrocks.sql;

/** A column of a result and its type in StarRocks' spelling. */
public record ResultColumn(String name, String type) {}
