package io.bisync.basic.account;

/** The app key, app secret, app kind or company of an account changed, within the transaction that writes it. */
public record CredentialsChanged(String account) {}
