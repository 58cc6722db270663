package io.bisync.settings;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;

/** Names settings of ours that a start refuses, as Boot does, but never with a secret: an address may hold a password. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidSettingsFailureAnalyzer extends AbstractFailureAnalyzer<BindValidationException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindValidationException cause) {
        var errors = cause.getValidationErrors();
        if (!errors.getName().toString().startsWith("bi.")) {
            return null;
        }
        var lines = errors.getAllErrors().stream()
                .filter(FieldError.class::isInstance)
                .map(FieldError.class::cast)
                .map(error ->
                        line(errors.getName() + "." + DataObjectPropertyName.toDashedForm(error.getField()), error))
                .collect(Collectors.joining());
        return new FailureAnalysis(
                "Settings cannot be used:" + lines,
                "Correct them where they are set; docs/settings.md says what each one is for.",
                cause);
    }

    private static String line(String name, FieldError error) {
        var value = error.getRejectedValue();
        return "%n    %s%s %s"
                .formatted(
                        name,
                        value == null ? "" : "=" + Said.shown(name, String.valueOf(value)),
                        error.getDefaultMessage());
    }
}
