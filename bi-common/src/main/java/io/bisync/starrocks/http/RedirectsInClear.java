package io.bisync.starrocks.http;

import io.bisync.settings.PlainHttp;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** FE nodes that are asked in clear redirect in clear: so their BE nodes are as near as {@link PlainHttp} wants them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = RedirectsInClear.StayNear.class)
@interface RedirectsInClear {

    String message() default PlainHttp.REMEDY;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class StayNear implements ConstraintValidator<RedirectsInClear, StarRocksProperties>, EnvironmentAware {

        private PlainHttp plain = new PlainHttp(null);

        @Override
        public void setEnvironment(Environment environment) {
            plain = new PlainHttp(environment);
        }

        @Override
        public boolean isValid(StarRocksProperties settings, ConstraintValidatorContext context) {
            // What is missing is another constraint's matter.
            if (settings.frontends() == null
                    || settings.backends() == null
                    || AllowedHosts.encrypt(settings.frontends())) {
                return true;
            }
            if (settings.backends().stream().allMatch(it -> plain.permits(host(it)))) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("backends")
                    .addConstraintViolation();
            return false;
        }

        private static String host(String address) {
            return address.substring(0, Math.max(0, address.lastIndexOf(':')));
        }
    }
}
