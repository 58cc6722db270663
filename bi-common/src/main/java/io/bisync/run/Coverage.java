package io.bisync.run;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which days of an entity of an account are loaded.
 *
 * @param days every day that was asked for, of Shanghai, in order
 */
public record Coverage(String account, String entity, Map<LocalDate, Day> days) {

    public Coverage {
        days = Collections.unmodifiableMap(new LinkedHashMap<>(days));
    }

    /** How a day is: the worst of what touches it counts, where it is not loaded by another slice. */
    public enum Day {
        /** What the ERP has and StarRocks has was compared and is the same, or was made so. */
        VERIFIED,
        LOADED,
        UNDERWAY,
        MISSING,
        FAILED
    }
}
