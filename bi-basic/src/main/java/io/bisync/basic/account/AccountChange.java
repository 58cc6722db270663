package io.bisync.basic.account;

import io.bisync.account.AppKind;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator may change of an account: a JSON merge patch (RFC 7396), so that absent fields stay as they are.
 *
 * @param name what people call the account
 * @param appKind OWN for the merchant's own app, ISV for a service provider's
 * @param appKey app key
 * @param appSecret a new app secret; never comes back
 * @param companyId the merchant's company at the ERP; null where it is not known
 * @param limits how often the account may call its ERP; null for what bi.permit says
 * @param duplicate whether the merchant may be there under another account too
 */
record AccountChange(
        @NotBlank @Size(min = 1, max = 100) String name,
        @NotNull AppKind appKind,
        @NotNull @Size(max = 100) String appKey,

        @Nullable @Size(min = 1, max = 500) @Schema(accessMode = Schema.AccessMode.WRITE_ONLY)
        String appSecret,

        @Nullable @Size(min = 1, max = 64) String companyId,
        @Nullable @Valid CallLimits limits,
        @Nullable Boolean duplicate) {

    /** What an account has before it is changed. */
    static AccountChange none(StoredAccount account) {
        return new AccountChange(
                account.name(), account.appKind(), account.appKey(), null, account.companyId(), account.limits(), null);
    }

    /** Whether the ERP would see another caller. */
    boolean changesCredentials(StoredAccount account) {
        return appSecret != null || changesMerchant(account) || appKind != account.appKind();
    }

    /** Whether it names another merchant or app. */
    boolean changesMerchant(StoredAccount account) {
        return !appKey.equals(account.appKey()) || !Objects.equals(companyId, account.companyId());
    }

    @Override
    public String toString() {
        return "AccountChange[name=" + name + "]";
    }
}
