package io.bisync.basic.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.bisync.account.Account;
import io.bisync.account.AppKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as it is kept; what is sealed is in no answer and no text of it.
 *
 * @param id for Leke the tenant id, for Jushuitan a number of ours
 * @param appKind OWN for the merchant's own app, ISV for a service provider's
 * @param companyId the merchant's company at the ERP; null where it is not known
 * @param limits how often the account may call its ERP; null for what bi.permit says
 * @param disabled who stopped it, why and when; null while it is enabled
 * @param version rises with every change: the ETag
 * @param authorisation of a service provider's app; null for a merchant's own, which needs none
 */
public record StoredAccount(
        String id,
        Source source,
        String name,
        AppKind appKind,
        String appKey,
        @JsonIgnore @Nullable String sealedSecret,
        @Nullable String companyId,
        @Nullable CallLimits limits,
        boolean enabled,
        @Nullable Disabling disabled,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Authorisation authorisation) {

    /** As services know it. */
    public Account account() {
        return new Account(id, source.text(), name, appKind, appKey, enabled, companyId);
    }

    /** Pulled again, or stopped for a reason. */
    StoredAccount switched(@Nullable Disabling disabling, Instant now) {
        return new StoredAccount(
                id,
                source,
                name,
                appKind,
                appKey,
                sealedSecret,
                companyId,
                limits,
                disabling == null,
                disabling,
                version,
                createdAt,
                now,
                authorisation);
    }

    /** With what an administrator changed; {@code secret} is the new one sealed, or nothing. */
    StoredAccount changed(AccountChange change, @Nullable String secret, Instant now) {
        return new StoredAccount(
                id,
                source,
                change.name(),
                change.appKind(),
                change.appKey(),
                secret == null ? sealedSecret : secret,
                change.companyId(),
                change.limits(),
                enabled,
                disabled,
                version,
                createdAt,
                now,
                authorisation);
    }

    /** With the company that the ERP names. */
    StoredAccount of(String company, Instant now) {
        return new StoredAccount(
                id,
                source,
                name,
                appKind,
                appKey,
                sealedSecret,
                company,
                limits,
                enabled,
                disabled,
                version,
                createdAt,
                now,
                authorisation);
    }

    @Override
    public String toString() {
        return "StoredAccount[id=" + id + ", source=" + source.text() + ", version=" + version + "]";
    }
}
