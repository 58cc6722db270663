package io.bisync.account;

import io.bisync.secret.SecretPlace;

/** The places that secrets of an account are sealed for: bi-basic stores and sends them as they are. */
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

    private SealedColumns() {}
}
