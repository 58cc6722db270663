package io.bisync.local;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(packages = "io.bisync", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule standInsAreAnIndependentReading = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("io.bisync.local..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.bisync.table..",
                    "io.bisync.starrocks..",
                    "io.bisync.loading..",
                    "io.bisync.event..",
                    "io.bisync.account..")
            .because("a stand-in that shares code with what it tests repeats its mistakes");
}
