package io.bisync.jushuitan;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.bisync.local.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

@AnalyzeClasses(packages = "io.bisync.jushuitan", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule theApiKnowsNoPull = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("..openapi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..lease..",
                    "..page..",
                    "..increment..",
                    "..pull..",
                    "..window..",
                    "..declaration..",
                    "..catalogue..");

    @ArchTest
    static final ArchRule pullsKnowNoEntity = ArchRuleDefinition.noClasses()
            .that()
            .resideInAnyPackage("..page..", "..increment..", "..pull..", "..window..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..catalogue..")
            .because("an entity is added by its declaration and a line in the list");

    @Test
    void featuresTouchEachOtherOnlyWhereTheyAreOpen() {
        ApplicationModules.of("io.bisync.jushuitan").verify();
    }
}
