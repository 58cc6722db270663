package io.bisync.basic.status;

import io.bisync.basic.account.Source;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one entity of one account has come.
 *
 * @param name absent for an account that loads without being known here
 * @param rows rows of all tables of the entity that were loaded, repeats included
 * @param deadLetters records that were set aside
 * @param lag records of the entity's live topic that are not loaded yet; absent while nobody reports
 * @param readUntil every change that the ERP made before it is on the topic
 * @param freshAsOf every change that the ERP made before it is in StarRocks, or set aside
 * @param freshness how long ago that is
 */
record StatusLine(
        Source source,
        String account,
        @Nullable String name,
        boolean enabled,
        String entity,
        long rows,
        long deadLetters,
        @Nullable Long lag,
        @Nullable Instant lastLoaded,
        @Nullable Instant newestChange,
        @Nullable Instant readUntil,
        @Nullable Instant freshAsOf,
        @Nullable Duration freshness) {}
