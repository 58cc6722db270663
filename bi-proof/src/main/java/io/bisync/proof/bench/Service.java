package io.bisync.proof.bench;

import io.bisync.jushuitan.catalogue.Catalogue;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.loading.range.LoadObserver;
import io.bisync.operations.SuiteService;
import io.bisync.table.Entity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** bi-api-jushuitan without what pulls: its catalogue and every auto-configuration it has. */
@SuiteService
@SpringBootConfiguration(proxyBeanMethods = false)
// The sink holds no tables to compare: it takes every load.
@EnableAutoConfiguration(excludeName = "io.bisync.loading.schema.SchemaAutoConfiguration")
@Import({Catalogue.class, OtherTopics.class})
public class Service {

    static final String LIVE = "erp.jushuitan.order";
    static final String HISTORY = "erp.jushuitan.order.history";
    static final String GROUP = "bi-api-jushuitan.orders";

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** The service as it runs in a pod, and someone who watches its loads. */
    static ConfigurableApplicationContext start(
            String bootstrapServers, String frontend, String backend, List<String> properties, LoadObserver observer) {
        List<String> all = common(bootstrapServers);
        all.addAll(List.of(
                "--server.port=0",
                "--bi.starrocks.frontends=" + frontend,
                "--bi.starrocks.backends=" + backend,
                "--bi.starrocks.username=bench",
                "--bi.starrocks.password="));
        all.addAll(properties);
        ApplicationContextInitializer<GenericApplicationContext> watched =
                context -> context.registerBean("watcher", LoadObserver.class, () -> observer);
        return new SpringApplicationBuilder(Service.class).initializers(watched).run(all.toArray(String[]::new));
    }

    /** The same beans, each made when it is asked for: nothing listens and nothing serves. */
    public static ConfigurableApplicationContext atRest(String bootstrapServers) {
        List<String> all = common(bootstrapServers);
        // Never called: nothing listens. Lazy beans would not keep listeners from starting.
        all.addAll(List.of(
                "--spring.kafka.listener.auto-startup=false",
                "--bi.starrocks.frontends=http://127.0.0.1:1",
                "--bi.starrocks.backends=127.0.0.1:1",
                "--bi.starrocks.username=bench",
                "--bi.starrocks.password="));
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .run(all.toArray(String[]::new));
    }

    /** The declaration of orders. */
    static Entity orders() {
        return Entities.of("order").entity();
    }

    private static List<String> common(String bootstrapServers) {
        return new ArrayList<>(List.of(
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--bi.catalogue.entities=order",
                "--bi.topics.create=true",
                "--bi.topics.partitions.other=" + Backlog.PARTITIONS,
                "--bi.privacy.keyset=" + SealingFile.PATH));
    }
}
