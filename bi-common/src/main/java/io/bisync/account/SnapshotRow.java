package io.bisync.account;

/**
 * A row of an entity that is only read as a whole, as it was published last.
 *
 * @param key the row's id
 * @param hash of the published bytes, in hexadecimal digits; empty while it is not known whether a change of it was published
 */
public record SnapshotRow(String key, String hash) {}
