package io.bisync.basic.status;

import io.bisync.account.StatusReport.Place;
import io.bisync.basic.account.Authorisation;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one entity of one account stands, and why.
 *
 * @param name RUNNING, or what keeps it from that; PAUSED is on purpose and not late
 * @param at where it is stalled
 * @param code a code of docs/errors.md
 * @param since when that was seen first
 * @param by who paused the account, or the entity of it
 * @param because why it was paused
 */
record State(
        Name name,
        @Nullable Place at,
        @Nullable String code,
        @Nullable Instant since,
        @Nullable String by,
        @Nullable String because) {

    enum Name {
        RUNNING,
        /** The merchant has to authorise the app, at once or before its token ends. */
        WAITING_FOR_AUTHORISATION,
        /** The ERP refuses the calls until somebody changes something. */
        REFUSED,
        /** On purpose: it is not late. */
        PAUSED,
        STALLED
    }

    /** No process says that it pulls the account's entity. */
    static final String NOBODY_PULLS = "BI-STATUS-01";

    /** Not all partitions of the entity's topic are held by processes that report. */
    static final String NOBODY_LOADS = "BI-STATUS-02";

    /** A problem that was reported, or null instead of it. */
    record Obstacle(Place at, String code, @Nullable Instant since) {}

    /**
     * What is known.
     *
     * @param paused who paused the account or its entity, why and since when; null while it flows, or is unknown
     * @param pulled whether the source is pulled, and long enough for a pull to have begun
     * @param pull the pull's problem
     * @param pullReported whether a process says that it pulls
     * @param loading the problem of loading
     * @param covered whether processes that report hold all partitions
     * @param endingSince since when the token that it is pulled with counts as ending soon, or null
     */
    record Facts(
            @Nullable Paused paused,
            boolean pulled,
            @Nullable Obstacle pull,
            boolean pullReported,
            @Nullable Obstacle loading,
            boolean covered,
            @Nullable Instant endingSince) {}

    record Paused(
            @Nullable String by,
            @Nullable String because,
            @Nullable Instant since) {}

    static State of(Facts facts) {
        var paused = facts.paused();
        if (paused != null) {
            return new State(Name.PAUSED, null, null, paused.since(), paused.by(), paused.because());
        }
        var pull = facts.pull();
        if (pull != null && pull.at() == Place.AUTHORISATION) {
            return new State(Name.WAITING_FOR_AUTHORISATION, null, pull.code(), pull.since(), null, null);
        }
        if (pull != null && pull.at() == Place.REFUSED) {
            return new State(Name.REFUSED, null, pull.code(), pull.since(), null, null);
        }
        // What lasts longest is the likeliest cause of the rest.
        return Stream.of(
                        facts.pulled() && !facts.pullReported() ? new Obstacle(Place.PULL, NOBODY_PULLS, null) : null,
                        facts.covered() ? null : new Obstacle(Place.LOADING, NOBODY_LOADS, null),
                        pull,
                        facts.loading())
                .filter(Objects::nonNull)
                .min(Comparator.comparing(it -> Objects.requireNonNullElse(it.since(), Instant.MAX)))
                .map(it -> new State(Name.STALLED, it.at(), it.code(), it.since(), null, null))
                .orElseGet(() -> running(facts.endingSince()));
    }

    private static State running(@Nullable Instant endingSince) {
        return endingSince == null
                ? new State(Name.RUNNING, null, null, null, null, null)
                : new State(Name.WAITING_FOR_AUTHORISATION, null, Authorisation.NEEDED, endingSince, null, null);
    }
}
