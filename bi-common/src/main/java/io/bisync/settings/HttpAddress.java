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
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * One address of a server or several: scheme and host, a port where it is not the scheme's own, and no credentials; in clear only
 * where {@link PlainHttp} permits it.
 */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
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
    final class OfOne implements ConstraintValidator<HttpAddress, URI>, EnvironmentAware {

        private final OfSeveral several = new OfSeveral();

        @Override
        public void setEnvironment(Environment environment) {
            several.setEnvironment(environment);
        }

        @Override
        public boolean isValid(@Nullable URI uri, ConstraintValidatorContext context) {
            return uri == null || several.isValid(List.of(uri), context);
        }
    }

    /** A list of addresses. */
    final class OfSeveral implements ConstraintValidator<HttpAddress, List<URI>>, EnvironmentAware {

        private static final Set<String> SCHEMES = Set.of("http", "https");
        private static final int HIGHEST_PORT = 65_535;

        private PlainHttp plain = new PlainHttp(null);

        @Override
        public void setEnvironment(Environment environment) {
            plain = new PlainHttp(environment);
        }

        @Override
        public boolean isValid(@Nullable List<URI> addresses, ConstraintValidatorContext context) {
            if (addresses == null || addresses.isEmpty()) {
                return true;
            }
            if (!addresses.stream().allMatch(OfSeveral::isAddress)) {
                return false;
            }
            if (addresses.stream().allMatch(plain::permits)) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(PlainHttp.REMEDY).addConstraintViolation();
            return false;
        }

        private static boolean isAddress(URI uri) {
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
}
