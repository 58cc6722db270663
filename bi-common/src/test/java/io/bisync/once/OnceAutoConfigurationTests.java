package io.bisync.once;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.once.store.EventId;
import io.bisync.once.store.IdStore;
import io.bisync.once.store.PostgresStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class OnceAutoConfigurationTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(OnceAutoConfiguration.class));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void nothingIsMadeUnlessABeanAsks() {
        var file = folder.resolve("ids");
        runner.withPropertyValues("bi.once.store=file", "bi.once.file=" + file)
                .run(context -> assertThat(file).doesNotExist());
    }

    @Test
    void whoAsksGetsAProcessorOverTheStoreThatIsSet() {
        var file = folder.resolve("ids");
        runner.withPropertyValues("bi.once.store=file", "bi.once.file=" + file, "bi.once.capacity=1000")
                .run(context -> {
                    var processor = context.getBean(ExactlyOnceProcessor.class);
                    assertThat(processor.store()).isSameAs(context.getBean(IdStore.class));
                    assertThat(processor.process(EventId.of("a"), "a", _ -> {}).outcome())
                            .isEqualTo(Outcome.SUCCESS);
                    assertThat(Files.size(file)).isPositive();
                });
        runner.withPropertyValues("bi.once.store=file", "bi.once.file=" + file, "bi.once.capacity=1000")
                .run(context -> assertThat(context.getBean(IdStore.class).contains(EventId.of("a")))
                        .isTrue());
    }

    @Test
    void aFileThatIsNotNamedIsSaid() {
        runner.withPropertyValues("bi.once.store=file")
                .run(context -> assertThat(context).as("only who asks fails").hasNotFailed());
        runner.withPropertyValues("bi.once.store=file")
                .withBean(Asking.class)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageStartingWith("BI-ONCE-05"));
    }

    @Test
    void aDatabaseIsUsedWhereThereIsOneAndMissedWhereThereIsNone() {
        var inDatabase = runner.withPropertyValues("bi.once.store=database");
        inDatabase
                .withBean(JdbcClient.class, () -> JdbcClient.create(new DriverManagerDataSource()))
                .run(context -> assertThat(context.getBean(IdStore.class)).isInstanceOf(PostgresStore.class));
        inDatabase
                .withBean(Asking.class)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageStartingWith("BI-ONCE-05"));
    }

    @Test
    void anApplicationWithoutJdbcHoldsItsIdsElsewhere() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.jdbc"))
                .run(context ->
                        assertThat(context.getBean(IdStore.class).identity()).isNull());
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        runner.withPropertyValues("bi.once.max-retries=-1")
                .run(context -> assertThat(context).hasFailed());
    }

    /** A bean that needs a store. */
    record Asking(IdStore store) {}
}
