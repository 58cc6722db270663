package io.bisync.proof.promotion;

/** The field cannot become a column by itself; the message says why and what a person has to do. */
final class PromotionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PromotionException(String message) {
        super(message);
    }
}
