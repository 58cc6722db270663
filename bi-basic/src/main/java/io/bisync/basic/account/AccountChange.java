package io.bisync.basic.account;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What an account shall look like.
 *
 * @param name what people call the account
 * @param appKey app key; absent keeps the one there is
 * @param appSecret app secret; absent keeps the one there is; never comes back
 * @param companyId the merchant's company at the ERP
 */
record AccountChange(
        @NotBlank @Size(max = 100) String name,
        @Nullable @Size(min = 1, max = 100) String appKey,

        @Nullable @Size(min = 1, max = 500) @Schema(accessMode = Schema.AccessMode.WRITE_ONLY)
        String appSecret,

        @Nullable @Size(max = 64) String companyId) {

    @Override
    public String toString() {
        return "AccountChange[name=" + name + "]";
    }
}
