package io.bisync.settings;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** A duration or size has a smallest and a largest value. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {Within.OfDuration.class, Within.OfSize.class})
public @interface Within {

    /** The smallest value, written as in a settings file: {@code 100ms}, {@code 1MB}. */
    String least();

    /** The largest value, written the same way. */
    String most();

    /** Said where the value lies outside. */
    String message() default "must lie between {least} and {most}";

    /** Part of every constraint. */
    Class<?>[] groups() default {};

    /** Part of every constraint. */
    Class<? extends Payload>[] payload() default {};

    /** Bounds of a time. */
    final class OfDuration extends Bounds<Duration> {

        public OfDuration() {
            super(DurationStyle::detectAndParse);
        }
    }

    /** Bounds of a number of bytes. */
    final class OfSize extends Bounds<DataSize> {

        public OfSize() {
            super(DataSize::parse);
        }
    }
}
