package io.bisync.record;

/** Why a value does not fit its column, and how that is said. */
enum OddValue {
    NESTED(Defect.WRONG_TYPE, "is an object or an array"),
    BOOLEAN(Defect.WRONG_TYPE, "is a boolean"),
    NO_NUMBER(Defect.WRONG_TYPE, "is not a number that fits"),
    LOST_DIGITS(
            Defect.WRONG_TYPE, "is written as a double, which may have lost digits; an id is plain digits or a string"),
    NO_TRUTH_VALUE(Defect.WRONG_TYPE, "is neither true, false, 0 nor 1"),
    NO_ARRAY(Defect.WRONG_TYPE, "is no array, or has elements that are no objects"),
    LARGE_NUMBER(Defect.NUMBER_TOO_LARGE, "is too large"),
    UNREADABLE_DATE(Defect.UNREADABLE_DATE, "is not a date like 2021-09-28 18:30:01.123 or 2021-09-28T18:30:01+08:00"),
    LONG_TEXT(Defect.TEXT_TOO_LONG, "has too many bytes"),
    FORBIDDEN_CHARACTER(Defect.FORBIDDEN_CHARACTER, "has a NUL character or half a surrogate pair"),

    /** The column is NULL as the source means it, so nothing has to be kept elsewhere. */
    NO_DATE(Defect.NO_DATE, "is a date that stands for none");

    final Defect defect;
    private final String what;

    OddValue(Defect defect, String what) {
        this.defect = defect;
        this.what = what;
    }

    /** For a value without which there is no row. */
    RejectedException rejected(ObjectSchema objectSchema, Field field) {
        return new RejectedException(
                defect, "%s.%s %s; its column is %s".formatted(objectSchema.path, field.name, what, field.type.sql()));
    }
}
