package io.bisync.jushuitan.openapi;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.bisync.local.HouseRules;

@AnalyzeClasses(packages = "io.bisync.jushuitan", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule theClientNeedsTheJdkAndOneReaderOfJson = ArchRuleDefinition.classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.bisync.jushuitan.openapi",
                    "io.bisync.json",
                    "io.bisync.time",
                    "org.jspecify.annotations");
}
