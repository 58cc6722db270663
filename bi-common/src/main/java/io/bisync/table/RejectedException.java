package io.bisync.table;

/** Leaves the scan of a record; never leaves the package. Has no stack trace because poison may come in masses. */
@SuppressWarnings("serial")
final class RejectedException extends RuntimeException {

    final Defect defect;

    RejectedException(Defect defect, String message) {
        super(message, null, false, false);
        this.defect = defect;
    }

    Normalised.Rejected rejected() {
        return new Normalised.Rejected(defect.code, String.valueOf(getMessage()));
    }
}
