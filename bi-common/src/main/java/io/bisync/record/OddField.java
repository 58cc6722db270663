package io.bisync.record;

/**
 * A declared field that is not needed and whose value does not fit: NULL in its column, kept in {@code extra} unless it
 * stands for nothing.
 *
 * @param field for example {@code order.pay_date}
 * @param code why, as in {@code docs/errors.md}
 */
public record OddField(String field, String code) {}
