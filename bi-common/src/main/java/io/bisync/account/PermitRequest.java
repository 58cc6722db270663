package io.bisync.account;

/** How many calls an account wants to make now, and for what. */
public record PermitRequest(String account, Priority priority, int wanted) {}
