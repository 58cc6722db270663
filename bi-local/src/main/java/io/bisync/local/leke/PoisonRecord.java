package io.bisync.local.leke;

/** Where a record lies that can never be loaded, and why not. */
public record PoisonRecord(String topic, int partition, long offset, PoisonKind kind) {}
