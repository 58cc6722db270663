package io.bisync.basic.access;

import io.bisync.account.rest.BearerDoor;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.DatabaseOutage;
import io.bisync.basic.http.Problems;
import io.bisync.basic.idempotency.Idempotency;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may do what: every address and the role that it needs, in one place. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
@Import(AccessResource.class)
public class AccessConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AccessConfiguration.class);
    private static final String NOBODY = "BI-BASIC-25";
    private static final String ACCOUNT = "/api/accounts/*";
    private static final String[] READERS = EnumSet.complementOf(EnumSet.of(Role.PUBLISHER)).stream()
            .map(Role::name)
            .toArray(String[]::new);

    @Bean
    static FileTokens fileTokens(AccessProperties properties, InstantSource clock) {
        return new FileTokens(properties.firstTokens(), clock);
    }

    @Bean
    static ApiTokens apiTokens(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            FileTokens files,
            Audit audit,
            Idempotency idempotency,
            InstantSource clock) {
        return new ApiTokens(jdbc, transaction, files, audit, idempotency, clock);
    }

    /** A suite that nobody can manage says so. */
    @Bean
    static ApplicationRunner administratorIsThere(ApiTokens tokens) {
        return _ -> {
            if (!tokens.hasAdministrator()) {
                log.atWarn()
                        .addKeyValue("code", NOBODY)
                        .log(
                                "{} Nobody can manage this suite: mount a token as admin/<name> in the folder of "
                                        + "bi.access.first-tokens",
                                NOBODY);
            }
        };
    }

    @Bean
    static TokenLookup tokenLookup(ApiTokens tokens, DatabaseOutage database) {
        return new TokenLookup(tokens, database);
    }

    @Bean
    static RefusedCalls refusedCalls(MeterRegistry meters, InstantSource clock) {
        return new RefusedCalls(meters, clock);
    }

    @Bean
    static RoleRequirements roleRequirements(ObjectProvider<WebInvocationPrivilegeEvaluator> rules) {
        return new RoleRequirements(rules);
    }

    @Bean
    static SecurityFilterChain security(
            HttpSecurity http, TokenLookup lookup, Problems problems, RefusedCalls refused) {
        var unauthenticated = unauthenticated(problems, refused);
        var roleMissing = roleMissing(problems, refused);
        http.authorizeHttpRequests(requests -> requests.requestMatchers(
                        "/livez",
                        "/readyz",
                        "/actuator/health/**",
                        "/actuator/info",
                        "/v3/api-docs/**",
                        "/swagger-ui.html",
                        "/swagger-ui/**",
                        "/error")
                .permitAll()
                .requestMatchers(
                        ACCOUNT + "/access",
                        ACCOUNT + "/token/**",
                        ACCOUNT + "/credentials",
                        ACCOUNT + "/company",
                        ACCOUNT + "/authorisations/*/use",
                        "/api/authorisations/*",
                        ACCOUNT + "/throttled",
                        ACCOUNT + "/snapshots/**",
                        "/api/sources/*/leases",
                        "/api/sources/*/loadable",
                        "/api/sources/*/permits",
                        "/api/sources/*/push-doors",
                        "/api/sources/*/slices",
                        "/api/sources/*/status",
                        "/api/status/reports",
                        "/api/listeners/reports",
                        "/api/introspect")
                .hasRole(Role.SERVICE.name())
                .requestMatchers(HttpMethod.POST, "/api/holds")
                .hasRole(Role.SERVICE.name())
                .requestMatchers(HttpMethod.PUT, "/api/privacy/*", "/api/fields/*")
                .hasRole(Role.SERVICE.name())
                .requestMatchers(HttpMethod.POST, "/api/runs/plan")
                .hasAnyRole(Role.ADMIN.name(), Role.JOB.name(), Role.VIEWER.name())
                .requestMatchers(HttpMethod.POST, "/api/runs", "/api/runs/*/signals")
                .hasAnyRole(Role.ADMIN.name(), Role.JOB.name())
                .requestMatchers("/api/audit")
                .hasAnyRole(Role.ADMIN.name(), Role.VIEWER.name())
                .requestMatchers("/api/access-tokens/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers("/api/dead-letters/*/original")
                .hasRole(Role.INSPECTOR.name())
                .requestMatchers(HttpMethod.GET, "/api/**", "/actuator/**")
                .hasAnyRole(READERS)
                .requestMatchers("/api/**")
                .hasRole(Role.ADMIN.name())
                .anyRequest()
                .denyAll());
        return BearerDoor.of(http, lookup, unauthenticated, roleMissing);
    }

    private static AuthenticationEntryPoint unauthenticated(Problems problems, RefusedCalls refused) {
        return (request, response, reason) -> {
            if (reason instanceof TokensUnreadableException) {
                problems.writeDatabaseDown(response);
                return;
            }
            refused.note(Code.UNAUTHENTICATED, request);
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(response, Code.UNAUTHENTICATED, "Send an API token: Authorization: Bearer …");
        };
    }

    private static AccessDeniedHandler roleMissing(Problems problems, RefusedCalls refused) {
        return (request, response, _) -> {
            refused.note(Code.ROLE_MISSING, request);
            problems.write(response, Code.ROLE_MISSING, "The role of this API token does not allow that");
        };
    }
}
