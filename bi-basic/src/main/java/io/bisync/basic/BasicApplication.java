package io.bisync.basic;

import io.bisync.account.rest.ControlPlaneAutoConfiguration;
import io.bisync.basic.access.AccessConfiguration;
import io.bisync.basic.account.AccountConfiguration;
import io.bisync.basic.audit.AuditConfiguration;
import io.bisync.basic.authorisation.AuthorisationConfiguration;
import io.bisync.basic.cursor.CursorConfiguration;
import io.bisync.basic.field.FieldConfiguration;
import io.bisync.basic.hold.HoldConfiguration;
import io.bisync.basic.http.HttpConfiguration;
import io.bisync.basic.idempotency.IdempotencyConfiguration;
import io.bisync.basic.letter.LetterConfiguration;
import io.bisync.basic.listener.ListenerConfiguration;
import io.bisync.basic.outbox.OutboxConfiguration;
import io.bisync.basic.pause.PauseConfiguration;
import io.bisync.basic.permit.PermitConfiguration;
import io.bisync.basic.privacy.PrivacyConfiguration;
import io.bisync.basic.push.PushConfiguration;
import io.bisync.basic.related.RelatedConfiguration;
import io.bisync.basic.run.RunConfiguration;
import io.bisync.basic.secret.SecretConfiguration;
import io.bisync.basic.status.StatusConfiguration;
import io.bisync.basic.token.TokenConfiguration;
import io.bisync.basic.topic.TopicConfiguration;
import io.bisync.operations.SuiteService;
import io.bisync.secret.SealingKey;
import io.bisync.secret.Secrets;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The control plane as a process. */
@SuiteService
@SpringBootConfiguration(proxyBeanMethods = false)
// All services share one environment: the address of bi-basic itself means nothing here. Topics belong to whoever reads
// them: without one, or without Kafka, this service starts and serves, and its events wait.
@EnableAutoConfiguration(
        exclude = ControlPlaneAutoConfiguration.class,
        excludeName = "io.bisync.topic.TopicAutoConfiguration")
@Import({
    HttpConfiguration.class,
    AccessConfiguration.class,
    AuditConfiguration.class,
    IdempotencyConfiguration.class,
    OutboxConfiguration.class,
    AccountConfiguration.class,
    TokenConfiguration.class,
    AuthorisationConfiguration.class,
    PauseConfiguration.class,
    CursorConfiguration.class,
    PermitConfiguration.class,
    HoldConfiguration.class,
    LetterConfiguration.class,
    ListenerConfiguration.class,
    PrivacyConfiguration.class,
    RelatedConfiguration.class,
    SecretConfiguration.class,
    PushConfiguration.class,
    FieldConfiguration.class,
    TopicConfiguration.class,
    RunConfiguration.class,
    StatusConfiguration.class
})
public class BasicApplication {

    /**
     * Starts the service; or with {@code keyset <file> [<sealing file>]} writes new keysets and ends, with
     * {@code keyset add|promote|drop <file> <new file>} what becomes of one.
     */
    public static void main(String[] args) {
        if (args.length == 4 && args[0].equals("keyset")) {
            rotate(args[1], Path.of(args[2]), Path.of(args[3]));
            return;
        }
        if (args.length >= 2 && args.length <= 3 && args[0].equals("keyset")) {
            Secrets.create(Path.of(args[1]));
            if (args.length == 3) {
                SealingKey.create(Path.of(args[2]));
            }
            return;
        }
        SpringApplication.run(BasicApplication.class, args);
    }

    private static void rotate(String step, Path keyset, Path to) {
        switch (step) {
            case "add" -> Secrets.addKey(keyset, to);
            case "promote" -> Secrets.sealWithNewestKey(keyset, to);
            case "drop" -> Secrets.dropOldKeys(keyset, to);
            default -> throw new IllegalArgumentException("keyset add, promote or drop <file> <new file>");
        }
    }

    @Bean
    static InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    static OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("bi-basic")
                        .version("1")
                        .description("Accounts, sealed credentials and tokens, cursors, call permits, holds,"
                                + " listeners, rules for personal values, runs and status."))
                .addServersItem(new Server().url("/").description("Where this description was read"))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }
}
