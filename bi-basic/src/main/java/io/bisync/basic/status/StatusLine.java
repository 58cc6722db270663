package io.bisync.basic.status;

import io.bisync.basic.account.Source;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one entity of one account has come.
 *
 * @param name null for an account that loads without being known here
 * @param state how it stands, and why
 * @param rows rows of all tables of the entity that were loaded, repeats included
 * @param deadLetters records that were rejected
 * @param lastLoaded when rows of it were last committed in StarRocks
 * @param newestChange the newest event time among the loaded records
 * @param lag records of the entity's live topic that are not loaded yet, of all accounts; null while nobody reports
 * @param historyLag records of the entity's history topic that are not loaded yet, of all accounts; they never count for freshness
 * @param readUntil every change that the ERP made before it is on the topic
 * @param freshAsOf every change that the ERP made before it is in StarRocks, or rejected
 * @param freshness how long ago freshAsOf is; null while it is paused
 * @param rescanLateness for how long what changed lately is to be read again, to find what the ERP committed late; null while it is not
 */
record StatusLine(
        Source source,
        String account,
        @Nullable String name,
        boolean enabled,
        String entity,
        State state,
        long rows,
        long deadLetters,
        @Nullable Long lag,
        @Nullable Long historyLag,
        @Nullable Instant lastLoaded,
        @Nullable Instant newestChange,
        @Nullable Instant readUntil,
        @Nullable Instant freshAsOf,
        @Nullable Duration freshness,
        @Nullable Duration rescanLateness) {}
