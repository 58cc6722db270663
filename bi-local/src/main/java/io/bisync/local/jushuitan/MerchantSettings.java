package io.bisync.local.jushuitan;

import io.bisync.local.jushuitan.api.AppKind;
import org.jspecify.annotations.Nullable;

/**
 * One merchant and its app.
 *
 * @param coId the ERP's number of the company
 * @param orders how many orders it has at the start
 * @param appKey given for tests with known signatures, otherwise made from the seed
 * @param appSecret as {@code appKey}
 */
public record MerchantSettings(
        long coId,
        String name,
        AppKind kind,
        int orders,
        @Nullable String appKey,
        @Nullable String appSecret) {

    /** A merchant with an app of its own. */
    public static MerchantSettings own(long coId, String name, int orders) {
        return new MerchantSettings(coId, name, AppKind.OWN, orders, null, null);
    }

    /** A merchant that authorised a service provider's app. */
    public static MerchantSettings isv(long coId, String name, int orders) {
        return new MerchantSettings(coId, name, AppKind.ISV, orders, null, null);
    }

    /** The same merchant with this key and secret. */
    public MerchantSettings withApp(String key, String secret) {
        return new MerchantSettings(coId, name, kind, orders, key, secret);
    }

    @Override
    public String toString() {
        return "MerchantSettings[coId=%d, name=%s, kind=%s, orders=%d]".formatted(coId, name, kind, orders);
    }
}
