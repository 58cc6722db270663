package io.bisync.settings;

import org.jspecify.annotations.Nullable;

/**
 * How one setting stands, for people.
 *
 * @param inForce its value; secrets are hidden
 * @param from where that value comes from
 * @param waiting the value that counts from the next start, or null
 * @param refused the value that was said and is not used, with the reason, or null
 */
record Setting(
        @Nullable String inForce,
        String from,
        @Nullable String waiting,
        @Nullable String refused) {}
