package io.bisync.local.jushuitan.book;

/**
 * One page of rows.
 *
 * @param array the rows as JSON
 * @param total how many rows match
 */
@SuppressWarnings("ArrayRecordComponent") // Written to the answer once, never compared.
public record BookPage(byte[] array, int rows, int total, boolean hasNext) {}
