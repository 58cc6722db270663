package io.bisync.operations;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What an application may leave out of the starter's libraries: whoever does has nothing made that needs them. */
class OptionalLibrariesTests {

    private static final String[] LIBRARIES = {
        "org.springframework.kafka..",
        "org.apache.kafka..",
        "org.apache.hc..",
        "io.github.resilience4j..",
        "org.eclipse.jetty..",
        "org.springframework.security..",
        "org.flywaydb..",
        "org.apache.avro..",
        "com.google.protobuf..",
        "com.squareup..",
        "com.networknt.."
    };

    private static final Set<String> OURS = StreamSupport.stream(
                    ImportCandidates.load(AutoConfiguration.class, OptionalLibrariesTests.class.getClassLoader())
                            .spliterator(),
                    false)
            .filter(it -> it.startsWith("io.bisync."))
            .collect(toUnmodifiableSet());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        org.springframework.kafka    | io.bisync.event.EventAutoConfiguration
        org.springframework.kafka    | io.bisync.kafka.KafkaClientsAutoConfiguration
        org.springframework.kafka    | io.bisync.listener.ListenerAutoConfiguration
        org.springframework.kafka    | io.bisync.listener.decision.DecisionAutoConfiguration
        org.springframework.kafka    | io.bisync.loading.kafka.LoadingAutoConfiguration
        org.springframework.kafka    | io.bisync.loading.report.LoadingReportAutoConfiguration
        org.springframework.kafka    | io.bisync.topic.TopicAutoConfiguration
        org.apache.kafka             | io.bisync.registry.format.FormatAutoConfiguration
        org.apache.hc                | io.bisync.starrocks.http.StarRocksAutoConfiguration
        io.github.resilience4j       | io.bisync.loading.kafka.LoadingAutoConfiguration
        io.github.resilience4j       | io.bisync.loading.report.LoadingReportAutoConfiguration
        org.eclipse.jetty            | io.bisync.server.ServerAutoConfiguration
        org.eclipse.jetty            | io.bisync.server.ManagementServerConfiguration
        org.springframework.security | io.bisync.account.rest.CallersAutoConfiguration
        """)
    void aConfigurationBacksOffWithoutTheLibraryThatItNeeds(String library, Class<?> configuration) {
        new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(library))
                .withConfiguration(AutoConfigurations.of(configuration))
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(configuration);
                    assertThat(ConditionEvaluationReport.get(context.getBeanFactory())
                                    .getConditionAndOutcomesBySource()
                                    .get(configuration.getName()))
                            .anyMatch(it -> !it.getOutcome().isMatch()
                                    && String.valueOf(it.getOutcome().getMessage())
                                            .contains("did not find required class"));
                });
    }

    @Test
    void whoeverNamesSuchALibrarySaysSo() {
        var starter = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.bisync");

        classes()
                .that(describe("are auto-configurations", it -> OURS.contains(it.getName())))
                .and(describe("name an optional library", OptionalLibrariesTests::namesLibrary))
                .should()
                .beAnnotatedWith(ConditionalOnClass.class)
                .check(starter);
    }

    private static boolean namesLibrary(JavaClass configuration) {
        return configuration.getDirectDependenciesFromSelf().stream()
                .anyMatch(it -> resideInAnyPackage(LIBRARIES).test(it.getTargetClass()));
    }
}
