package io.bisync.jushuitan.push;

import io.bisync.account.ControlPlane;
import io.bisync.account.hint.Hint;
import io.bisync.account.rest.SideDoor;
import io.bisync.event.EventPublisher;
import io.bisync.event.Outgoing;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.topic.TopicDeclaration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** Hears pushes, keeps what they name as hints, and reads it again. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PushProperties.class)
@Import(PushReceiver.class)
public class PushConfiguration {

    @Bean
    static TopicDeclaration pushHints() {
        return Hint.declaration(PushAccounts.SOURCE);
    }

    /** The token of the path is the key; the receiver looks at it first. */
    @Bean
    static SideDoor pushDoor(HttpSecurity http) {
        return SideDoor.forEverybody(http.securityMatcher("/push/**"));
    }

    @Bean
    static PushAccounts pushAccounts(ControlPlane controlPlane, InstantSource clock) {
        return new PushAccounts(controlPlane, clock);
    }

    @Bean
    static PushMeters pushMeters(MeterRegistry registry) {
        return new PushMeters(registry);
    }

    @Bean
    static PushReceiver.HintSink hintSink(EventPublisher publisher) {
        return hints -> publish(publisher, hints);
    }

    @Bean(destroyMethod = "close")
    static Rereads rereads(
            ControlPlane controlPlane,
            PushAccounts accounts,
            RateLimitedClient calls,
            PagePublisher publisher,
            List<PulledEntity> entities,
            InstantSource clock,
            PushMeters meters) {
        return new Rereads(controlPlane, accounts, calls, publisher, entities, clock, meters);
    }

    @Bean
    static HintListener hintListener(
            PushAccounts accounts, Rereads rereads, PushProperties properties, InstantSource clock, PushMeters meters) {
        return new HintListener(
                accounts, rereads, new Gatherings(properties.gather(), rereads), properties, clock, meters);
    }

    private static void publish(EventPublisher publisher, Collection<Hint> hints) {
        CompletableFuture<?>[] sent = hints.stream()
                .map(it -> publisher.send(Outgoing.json(Hint.topic(PushAccounts.SOURCE), it.key(), it)
                        .as(it.reason().type())))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(sent).join();
    }
}
