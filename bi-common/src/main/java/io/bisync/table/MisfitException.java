package io.bisync.table;

/** Leaves the scan of a record; never leaves the package. Has no stack trace because poison may come in masses. */
@SuppressWarnings("serial")
final class MisfitException extends RuntimeException {

    final Defect defect;

    MisfitException(Defect defect, String message) {
        super(message, null, false, false);
        this.defect = defect;
    }

    Normalised.Misfit misfit() {
        return new Normalised.Misfit(defect.code, String.valueOf(getMessage()));
    }
}
