package io.bisync.local.jushuitan;

import io.bisync.local.jushuitan.api.AppKind;

/** What a client needs to speak for a merchant; the secret is given over the Java API only. */
public record MerchantAccount(long coId, String name, AppKind kind, String appKey, String appSecret) {

    @Override
    public String toString() {
        return "MerchantAccount[coId=%d, name=%s, kind=%s, appKey=%s]".formatted(coId, name, kind, appKey);
    }
}
