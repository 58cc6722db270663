package io.bisync.basic.status;

import io.bisync.basic.account.Source;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one entity of one account has come.
 *
 * @param name absent for an account that loads without being known here
 * @param state how it stands, and why
 * @param rows rows of all tables of the entity that were loaded, repeats included
 * @param deadLetters records that were rejected
 * @param lag records of the entity's live topic that are not loaded yet, of all accounts; absent while nobody reports
 * @param historyLag the same of its history topic, which never counts for freshness
 * @param readUntil every change that the ERP made before it is on the topic
 * @param freshAsOf every change that the ERP made before it is in StarRocks, or rejected
 * @param freshness how long ago that is; absent while the account is paused
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
        @Nullable Duration freshness) {}
