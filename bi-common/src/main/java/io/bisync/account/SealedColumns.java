package io.bisync.account;

import io.bisync.secret.SecretPlace;

/** The places that values are sealed for: bi-basic stores secrets of an account, and sends them, as they are. */
public final class SealedColumns {

    /** The secret half of an app's credentials. */
    public static SecretPlace appSecret(String account) {
        return new SecretPlace("account", account, "app_secret");
    }

    public static SecretPlace accessToken(String account) {
        return new SecretPlace("token", account, "access_token");
    }

    public static SecretPlace refreshToken(String account) {
        return new SecretPlace("token", account, "refresh_token");
    }

    /** The value that a person wrote for a dead letter, by the slice that sends it. */
    public static SecretPlace mend(String slice) {
        return new SecretPlace("slice", slice, "mend");
    }

    private SealedColumns() {}
}
