package io.bisync.local.jushuitan.merchant;

import java.time.Instant;

/** A merchant's shop on a platform, as the shop query answers it. */
public record Shop(long shopId, String name, String site, String nick, Instant created) {}
