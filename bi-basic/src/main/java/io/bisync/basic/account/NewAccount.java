package io.bisync.basic.account;

import io.bisync.account.AppKind;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is told to add an account.
 *
 * @param id of a tenant its own id, required; else an unused number, or nothing to get the next one
 * @param source one of bi.account.sources, for example jushuitan
 * @param name what people call the account
 * @param appKind OWN for the merchant's own app (the default), ISV for a service provider's
 * @param appKey app key, required where the ERP is asked
 * @param appSecret app secret, required where the ERP is asked; never comes back
 * @param companyId the merchant's company at the ERP, where it is known
 * @param limits how often the account may call its ERP, where that differs from bi.permit
 * @param duplicate whether the merchant may be there under another account already
 */
record NewAccount(
        @Nullable @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,31}", message = "has 1 to 32 letters, digits or ._-") String id,

        @NotNull Source source,
        @NotBlank @Size(min = 1, max = 100) String name,
        @Nullable AppKind appKind,
        @Nullable @Size(max = 100) String appKey,

        @Nullable @Size(max = 500) @Schema(accessMode = Schema.AccessMode.WRITE_ONLY)
        String appSecret,

        @Nullable @Size(min = 1, max = 64) String companyId,
        @Nullable @Valid CallLimits limits,
        @Nullable Boolean duplicate) {

    /** All but the secret: what makes two requests the same. */
    Object withoutSecret() {
        return Arrays.asList(id, source, name, appKind, appKey, companyId, limits);
    }

    @Override
    public String toString() {
        return "NewAccount[id=" + id + ", source=" + source + "]";
    }
}
