package io.bisync.account;

import org.jspecify.annotations.Nullable;

/**
 * A merchant's login at an ERP, without its secrets.
 *
 * @param id a number for Jushuitan ({@code "7"}), the tenant id itself for Leke
 * @param source {@code jushuitan} or {@code leke}
 * @param name what people call the account
 * @param appKind which kind of app it was authorised for
 * @param appKey the public half of the app's credentials; empty where the source needs none
 * @param enabled whether it is to be pulled
 * @param companyId the merchant's company at the ERP, where it is known
 */
public record Account(
        String id,
        String source,
        String name,
        AppKind appKind,
        String appKey,
        boolean enabled,
        @Nullable String companyId) {}
