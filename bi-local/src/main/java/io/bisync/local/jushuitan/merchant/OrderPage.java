package io.bisync.local.jushuitan.merchant;

/**
 * One page of orders.
 *
 * @param orders the JSON array
 * @param total how many orders match, or -1 when nobody asked
 */
@SuppressWarnings("ArrayRecordComponent") // Written to the answer once, never compared.
public record OrderPage(byte[] orders, int rows, int total, boolean hasNext) {}
