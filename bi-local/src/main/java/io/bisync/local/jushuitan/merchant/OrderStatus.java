package io.bisync.local.jushuitan.merchant;

import java.util.Arrays;
import java.util.Optional;

/** The vendor's order states, by the words it sends. */
public enum OrderStatus {
    WAIT_PAY("WaitPay"),
    WAIT_CONFIRM("WaitConfirm"),
    WAIT_F_CONFIRM("WaitFConfirm"),
    DELIVERING("Delivering"),
    WAIT_OUTER_SENT("WaitOuterSent"),
    SENT("Sent"),
    QUESTION("Question"),
    MERGED("Merged"),
    SPLIT("Split"),
    CANCELLED("Cancelled");

    private final String word;

    OrderStatus(String word) {
        this.word = word;
    }

    /** What the vendor calls this state. */
    public String word() {
        return word;
    }

    /** The state of this word, if the vendor knows it. */
    public static Optional<OrderStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word.equals(word))
                .findFirst();
    }

    /** Whether the order still moves by itself. */
    boolean isOpen() {
        return switch (this) {
            case WAIT_PAY, WAIT_CONFIRM, WAIT_F_CONFIRM, DELIVERING, WAIT_OUTER_SENT, QUESTION -> true;
            case SENT, MERGED, SPLIT, CANCELLED -> false;
        };
    }

    boolean isPaid() {
        return this != WAIT_PAY;
    }
}
