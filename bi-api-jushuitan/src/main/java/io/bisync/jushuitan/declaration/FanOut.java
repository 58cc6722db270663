package io.bisync.jushuitan.declaration;

/** Whether an entity is asked for once an account, or once for each of something. */
public enum FanOut {
    NONE,
    WAREHOUSE,
    SHOP
}
