package io.bisync.basic.account;

/** An account goes, within the transaction that deletes it: what is kept of it goes first. */
public record AccountDeleted(String account) {}
