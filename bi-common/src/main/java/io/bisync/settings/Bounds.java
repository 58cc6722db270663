package io.bisync.settings;

import static java.util.Objects.requireNonNull;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares a value with the bounds of its {@link Within}; a missing one is another constraint's matter. */
abstract class Bounds<T extends Comparable<T>> implements ConstraintValidator<Within, T> {

    private final Function<String, T> parser;
    private @Nullable T least;
    private @Nullable T most;

    Bounds(Function<String, T> parser) {
        this.parser = parser;
    }

    @Override
    public void initialize(Within within) {
        least = parser.apply(within.least());
        most = parser.apply(within.most());
    }

    @Override
    public boolean isValid(@Nullable T value, ConstraintValidatorContext context) {
        return value == null
                || (value.compareTo(requireNonNull(least)) >= 0 && value.compareTo(requireNonNull(most)) <= 0);
    }
}
