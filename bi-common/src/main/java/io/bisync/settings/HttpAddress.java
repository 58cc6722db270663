package io.bisync.settings;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One address of a server or several: scheme and host, a port where it is not the scheme's own, and no credentials. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {HttpAddress.OfOne.class, HttpAddress.OfSeveral.class})
public @interface HttpAddress {

    /** What a right one looks like. */
    String example();

    /** Said where the value is another. */
    String message() default
            "must be http:// or https://, a host, and a port where it is not the usual one, for example {example}";

    /** Part of every constraint. */
    Class<?>[] groups() default {};

    /** Part of every constraint. */
    Class<? extends Payload>[] payload() default {};

    /** A single address. */
    final class OfOne implements ConstraintValidator<HttpAddress, URI> {

        private static final Set<String> SCHEMES = Set.of("http", "https");
        private static final int HIGHEST_PORT = 65_535;

        @Override
        public boolean isValid(@Nullable URI uri, ConstraintValidatorContext context) {
            return uri == null || isAddress(uri);
        }

        static boolean isAddress(URI uri) {
            return uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= HIGHEST_PORT;
        }
    }

    /** A list of addresses. */
    final class OfSeveral implements ConstraintValidator<HttpAddress, List<URI>> {

        @Override
        public boolean isValid(@Nullable List<URI> addresses, ConstraintValidatorContext context) {
            return addresses == null || addresses.stream().allMatch(OfOne::isAddress);
        }
    }
}
