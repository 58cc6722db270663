package io.bisync.settings;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hosts with their ports, without a scheme; a host may begin with {@code *.}. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HostsAndPorts.OfAll.class)
public @interface HostsAndPorts {

    /** Said where the value is another. */
    String message() default "must be host:port without a scheme, for example be-0:8040 or *.be.bi.svc:8040";

    /** Part of every constraint. */
    Class<?>[] groups() default {};

    /** Part of every constraint. */
    Class<? extends Payload>[] payload() default {};

    /** Every entry of a list. */
    final class OfAll implements ConstraintValidator<HostsAndPorts, List<String>> {

        private static final Pattern HOST_AND_PORT =
                Pattern.compile("(\\*\\.)?([\\w.-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");
        private static final int HIGHEST_PORT = 65_535;

        @Override
        public boolean isValid(@Nullable List<String> addresses, ConstraintValidatorContext context) {
            return addresses == null || addresses.stream().allMatch(OfAll::isAddress);
        }

        private static boolean isAddress(String text) {
            var parts = HOST_AND_PORT.matcher(text);
            if (!parts.matches()) {
                return false;
            }
            var port = Integer.parseInt(parts.group(3));
            return port > 0 && port <= HIGHEST_PORT;
        }
    }
}
