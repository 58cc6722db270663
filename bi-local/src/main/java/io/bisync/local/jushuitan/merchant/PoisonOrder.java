package io.bisync.local.jushuitan.merchant;

import java.time.Instant;

/** A poisoned order, named by its online number because its id may be what is missing. */
public record PoisonOrder(long coId, Poison kind, String soId, long oId, long ts, Instant since) {}
