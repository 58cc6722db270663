package io.bisync.local.starrocks.fault;

import java.util.regex.Pattern;

/** A fault that is on for the next loads of some tables and labels, and how often it struck. */
public final class FaultSwitch {

    /**
     * What a switch shows of itself.
     *
     * @param left how often it will still strike
     * @param struck how often it really has
     */
    public record State(Fault fault, String table, String label, int left, int struck) {}

    private static final String EVERY = "*";

    private final Fault fault;
    private final String table;
    private final String label;
    private int left;
    private int struck;

    private FaultSwitch(Fault fault, int left, String table, String label) {
        this.fault = fault;
        this.left = left;
        this.table = table;
        this.label = label;
    }

    /** For the next loads, whatever they are. */
    static FaultSwitch of(Fault fault, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("A fault strikes once or more, not %d times".formatted(times));
        }
        return new FaultSwitch(fault, times, EVERY, EVERY);
    }

    /** The same for tables and labels of these names only; {@code *} stands for any characters. */
    FaultSwitch on(String tablePattern, String labelPattern) {
        return new FaultSwitch(fault, left, tablePattern, labelPattern);
    }

    /** How often the fault really struck. */
    public synchronized int struck() {
        return struck;
    }

    public synchronized State state() {
        return new State(fault, table, label, left, struck);
    }

    /** Strikes if this switch is still on for such a load. */
    synchronized boolean strikes(String ofTable, String ofLabel) {
        if (left == 0 || !matches(table, ofTable) || !matches(label, ofLabel)) {
            return false;
        }
        left--;
        struck++;
        return true;
    }

    synchronized void off() {
        left = 0;
    }

    Fault fault() {
        return fault;
    }

    private static boolean matches(String pattern, String name) {
        return Pattern.matches(Pattern.quote(pattern).replace(EVERY, "\\E.*\\Q"), name);
    }
}
