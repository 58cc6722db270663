package io.bisync.basic.account;

import java.time.Instant;

/** Who stopped an account, why, and when. */
public record Disabling(String by, String reason, Instant at) {}
