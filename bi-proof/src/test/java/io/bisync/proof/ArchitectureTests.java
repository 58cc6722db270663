package io.bisync.proof;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.bisync.local.HouseRules;

@AnalyzeClasses(packagesOf = CheckCommandLine.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule theCheckSharesNothingWithWhatItChecks = ArchRuleDefinition.noClasses()
            .that()
            .resideInAnyPackage(
                    "io.bisync.proof",
                    "io.bisync.proof.again..",
                    "io.bisync.proof.comparison..",
                    "io.bisync.proof.finding..",
                    "io.bisync.proof.probe..",
                    "io.bisync.proof.strike..",
                    "io.bisync.proof.tampering..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.bisync.table..", "io.bisync.starrocks..", "io.bisync.loading..")
            .because("a check that shares code with the loader repeats its mistakes");
}
