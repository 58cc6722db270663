package io.bisync.account;

import io.bisync.account.StatusReport.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What readers of SQL are told of a source: its accounts, and how far each of their entities is.
 *
 * @param version above that of every answer before, whoever got it: of two answers the higher one is the newer
 * @param at when all of it held, by bi-basic's clock
 * @param accounts enabled and disabled ones
 * @param entities of these accounts and of no others
 */
public record SourceStatus(long version, Instant at, List<KnownAccount> accounts, List<EntityStatus> entities) {

    public SourceStatus {
        accounts = List.copyOf(accounts);
        entities = List.copyOf(entities);
    }

    /**
     * An account without anything that only services need.
     *
     * @param kind OWN or ISV for an app at an ERP that is asked, TENANT of an ERP that writes its topics itself
     */
    public record KnownAccount(
            String id,
            String name,
            @Nullable String companyId,
            String kind,
            boolean enabled,
            @Nullable Instant disabledAt,
            Instant createdAt) {}

    /**
     * How an entity of an account stands.
     *
     * @param state RUNNING, or what keeps it from that
     * @param place where it is stalled
     * @param code a code of docs/errors.md
     * @param since when that was seen first
     * @param readUntil every change that the ERP made before it is on the topic
     * @param freshAsOf every change that the ERP made before it is in StarRocks, or rejected
     * @param freshness how long ago freshAsOf is; null while it is paused
     * @param lastLoaded when rows of it were last committed in StarRocks
     * @param deadLetters records that were rejected
     */
    public record EntityStatus(
            String account,
            String entity,
            String state,
            @Nullable Place place,
            @Nullable String code,
            @Nullable Instant since,
            @Nullable Instant readUntil,
            @Nullable Instant freshAsOf,
            @Nullable Duration freshness,
            @Nullable Instant lastLoaded,
            long deadLetters) {}
}
