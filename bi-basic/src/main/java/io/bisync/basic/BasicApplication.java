package io.bisync.basic;

import io.bisync.account.ControlPlaneAutoConfiguration;
import io.bisync.basic.access.AccessConfiguration;
import io.bisync.basic.account.AccountConfiguration;
import io.bisync.basic.cursor.CursorConfiguration;
import io.bisync.basic.http.HttpConfiguration;
import io.bisync.basic.permit.PermitConfiguration;
import io.bisync.basic.status.StatusConfiguration;
import io.bisync.basic.token.TokenConfiguration;
import io.bisync.secret.Secrets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The control plane as a process. */
@SpringBootConfiguration(proxyBeanMethods = false)
// It is the control plane: its address, which all services share in their environment, means nothing to it.
@EnableAutoConfiguration(exclude = ControlPlaneAutoConfiguration.class)
@Import({
    HttpConfiguration.class,
    AccessConfiguration.class,
    AccountConfiguration.class,
    TokenConfiguration.class,
    CursorConfiguration.class,
    PermitConfiguration.class,
    StatusConfiguration.class
})
public class BasicApplication {

    /** Starts the service, or with {@code keyset <file>} writes a new keyset and ends. */
    public static void main(String[] args) {
        if (args.length == 2 && args[0].equals("keyset")) {
            Secrets.create(Path.of(args[1]));
            return;
        }
        SpringApplication.run(BasicApplication.class, args);
    }

    @Bean
    static InstantSource clock() {
        return InstantSource.system();
    }
}
