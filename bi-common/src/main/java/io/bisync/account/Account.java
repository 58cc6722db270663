package io.bisync.account;

import org.jspecify.annotations.Nullable;

/**
 * A merchant's login at an ERP, without its secrets.
 *
 * @param id a number for Jushuitan, for example 7; the tenant id itself for Leke
 * @param source an ERP of bi.account.sources
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
        @Nullable String companyId) {

    /** How topics, tables and HTTP spell a source. */
    public static final String SOURCE = "[a-z][a-z0-9]{0,31}";
}
