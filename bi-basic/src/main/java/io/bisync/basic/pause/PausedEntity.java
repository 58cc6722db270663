package io.bisync.basic.pause;

import java.time.Instant;

/**
 * An entity of an account that its ERP is not asked for while all others are.
 *
 * @param since when that began
 * @param reason why
 * @param by who said so
 */
record PausedEntity(String source, String account, String entity, Instant since, String reason, String by) {}
