package io.bisync.local;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * The structure that every module keeps, checked on its classes without tests and generated sources.
 * A module applies it with {@code ArchTests.in(HouseRules.class)}.
 */
public final class HouseRules {

    /** Front ends of the command line talk to a person: they carry this annotation's simple name. */
    private static final String COMMAND_LINE = "CommandLine";

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.bisync.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesAreNamedAfterFeatures = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..helper..",
                    "..common..",
                    "..dto..",
                    "..vo..",
                    "..entity..",
                    "..impl..",
                    "..service..",
                    "..controller..",
                    "..manager..",
                    "..constant..",
                    "..enums..");

    @ArchTest
    static final ArchRule namesSayWhatThingsDo = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*(Utils?|Helper|Manager|Constants|DTO|Dto|VO|BO|DO)");

    @ArchTest
    static final ArchRule componentsAreHidden = classes()
            .that()
            .areAnnotatedWith("org.springframework.stereotype.Component")
            .or()
            .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule settingsAreRecords = classes()
            .that()
            .areAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
            .should()
            .beRecords()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule settingsAreNotScattered = fields().should()
            .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Value")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule timeIsGiven = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("a java.time.InstantSource makes time a value that tests can choose");

    @ArchTest
    static final ArchRule periodicWorkIsScheduledBySpring = noClasses()
            .that()
            .resideOutsideOfPackages("io.bisync.local..", "io.bisync.proof..")
            .should()
            .callMethodWhere(target(nameMatching("schedule(AtFixedRate|WithFixedDelay)")))
            .allowEmptyShould(true)
            .because("a method with @Scheduled is seen by the test that everything scheduled runs");

    @ArchTest
    static final ArchRule noFieldInjection = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule onlyCommandLinesUseStandardStreams = noClasses()
            .that()
            .haveSimpleNameNotEndingWith(COMMAND_LINE)
            .and(JavaClass.Predicates.resideOutsideOfPackage("io.bisync.local.demo.."))
            .should(ACCESS_STANDARD_STREAMS)
            .because("a service logs; only a command line prints");

    @ArchTest
    static final ArchRule noGenericExceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    private HouseRules() {}
}
