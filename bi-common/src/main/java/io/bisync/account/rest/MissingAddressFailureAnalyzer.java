package io.bisync.account.rest;

import io.bisync.account.ControlPlane;
import io.bisync.run.Runs;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Names the setting where a service that needs bi-basic was not told its address; Spring would name a bean. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingAddressFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

    /** By name: not every application has Spring Security. */
    private static final Set<String> NEEDED = Set.of(
            ControlPlane.class.getName(),
            Runs.class.getName(),
            "org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        if (cause.getBeanType() == null || !NEEDED.contains(cause.getBeanType().getName())) {
            return null;
        }
        return new FailureAnalysis(
                "bi.basic.url is not set, and this service cannot work without bi-basic.",
                "Set bi.basic.url (BI_BASIC_URL in the environment) to its address, for example http://bi-basic:8080,"
                        + " and bi.basic.token (BI_BASIC_TOKEN) to a token of this service.",
                cause);
    }
}
