package io.bisync.proof.lane;

import io.bisync.handler.HandlerAutoConfiguration;
import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.lane.LaneAutoConfiguration;
import io.bisync.operations.SchedulingAutoConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/** An application that does nothing but handle the records of one topic, by the container factory that it is told. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    KafkaAutoConfiguration.class,
    KafkaClientsAutoConfiguration.class,
    TaskSchedulingAutoConfiguration.class,
    SchedulingAutoConfiguration.class,
    HandlerAutoConfiguration.class,
    LaneAutoConfiguration.class
})
class Worked {

    /** What is done with a record. */
    interface Work {

        /**
         * Called for each record.
         *
         * @param template sends what comes of it, in the listener's transaction where it has one
         */
        void on(ConsumerRecord<byte[], byte[]> record, KafkaTemplate<byte[], byte[]> template)
                throws InterruptedException;
    }

    /**
     * Starts the application.
     *
     * @param factory the container factory
     * @param consumers of the listener
     * @param settings more of Spring's and ours
     */
    static ConfigurableApplicationContext start(
            String brokers, String topic, String factory, int consumers, Map<String, Object> settings, Work work) {
        var all = new HashMap<String, Object>(settings);
        all.put("spring.kafka.bootstrap-servers", brokers);
        all.put("spring.cloud.nacos.config.enabled", false);
        all.put("spring.cloud.nacos.config.import-check.enabled", false);
        all.put("spring.main.banner-mode", "off");
        // The services on this class path have settings of their own.
        all.put("spring.config.name", "worked");
        all.put("worked.topic", topic);
        all.put("worked.factory", factory);
        all.put("worked.consumers", consumers);
        return new SpringApplicationBuilder(Worked.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .initializers(context -> context.getBeanFactory().registerSingleton("work", work))
                .properties(all)
                .run();
    }

    @Bean
    static Listener listener(Work work, KafkaTemplate<byte[], byte[]> template) {
        return new Listener(work, template);
    }

    static class Listener {

        private final Work work;
        private final KafkaTemplate<byte[], byte[]> template;

        Listener(Work work, KafkaTemplate<byte[], byte[]> template) {
            this.work = work;
            this.template = template;
        }

        @KafkaListener(
                id = "worked",
                groupId = "${worked.topic}.${worked.factory}",
                topics = "${worked.topic}",
                containerFactory = "${worked.factory}",
                concurrency = "${worked.consumers}")
        void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
            work.on(record, template);
        }
    }
}
