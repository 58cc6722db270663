package io.bisync.local.jushuitan.merchant;

/** One payment of an order, in cents. */
record Payment(long payId, long amount, long paidAt) {}
