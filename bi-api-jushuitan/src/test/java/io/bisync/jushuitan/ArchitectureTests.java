package io.bisync.jushuitan;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.local.HouseRules;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

@AnalyzeClasses(packages = "io.bisync.jushuitan", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule theApiKnowsNoPull = ArchRuleDefinition.noClasses()
            .that()
            .resideInAnyPackage("..openapi..", "..call..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..lease..",
                    "..page..",
                    "..increment..",
                    "..pull..",
                    "..history..",
                    "..declaration..",
                    "..catalogue..");

    @ArchTest
    static final ArchRule pullsKnowNoEntity = ArchRuleDefinition.noClasses()
            .that()
            .resideInAnyPackage("..page..", "..increment..", "..pull..", "..history..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..catalogue..")
            .because("an entity is added by its declaration and a line in the list");

    @ArchTest
    static void everyDeclarationStandsInTheList(JavaClasses classes) {
        assertThat(ServiceLoader.load(EntityDeclaration.class).stream()
                        .map(listed -> listed.type().getName()))
                .containsExactlyInAnyOrderElementsOf(classes.stream()
                        .filter(type -> type.isAssignableTo(EntityDeclaration.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .toList());
    }

    @Test
    void featuresTouchEachOtherOnlyWhereTheyAreOpen() {
        ApplicationModules.of("io.bisync.jushuitan").verify();
    }
}
