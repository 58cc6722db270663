package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.tls.Certificates;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Nacos over TLS, by what docs/settings.md says of it: properties of the JVM, as its client knows no SSL bundles. */
class NacosTlsIT {

    private static final String TLS = "nacos.remote.client.rpc.tls.";

    @TempDir
    private Path folder;

    private Certificates certificates;

    @BeforeEach
    void trust() {
        certificates = Certificates.in(folder);
        System.setProperty(TLS + "enable", "true");
        System.setProperty(TLS + "trustCollectionChainPath", "file:" + folder.resolve("authority.pem"));
    }

    @AfterEach
    void forget() {
        System.clearProperty(TLS + "enable");
        System.clearProperty(TLS + "trustCollectionChainPath");
    }

    @Test
    void aDataIdIsReadFromWhomTheAuthorityKnows() throws Exception {
        try (var nacos = NacosServer.start(Certificates.keyManagers(certificates.valid()))) {
            nacos.publish("bi-tls.yml", SampleService.GROUP, "sample:\n  nacos: encrypted\n");
            try (var service = start(nacos, "bi-tls")) {
                assertThat(SampleService.sample(service).nacos()).isEqualTo("encrypted");
            }
        }
    }

    @Test
    void aServerWhoseCertificateIsOverIsAway() throws Exception {
        try (var nacos = NacosServer.start(Certificates.keyManagers(certificates.expired()))) {
            nacos.publish("bi-expired.yml", SampleService.GROUP, "sample:\n  nacos: unseen\n");
            new LastGood().forget(new DataId(SampleService.GROUP, "bi-expired.yml"));
            try (var service = start(nacos, "bi-expired")) {
                assertThat(SampleService.sample(service).nacos()).isEqualTo("packaged");
                service.getBean(NacosWatch.class).look();
                assertThat(service.getBean(NacosWatch.class).health().getDetails())
                        .containsEntry("bi-expired.yml", "BI-CONFIG-02 away, the packaged settings");
            }
        }
    }

    private static ConfigurableApplicationContext start(NacosServer nacos, String name) {
        return SampleService.start(
                Map.of(),
                "--spring.cloud.nacos.config.server-addr=" + nacos.address(),
                "--spring.cloud.nacos.config.timeout=500",
                "--spring.application.name=" + name);
    }
}
