package io.bisync;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeJars;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.bisync.ArchitectureTests.DoNotIncludeGenerated;
import io.bisync.local.HouseRules;

@AnalyzeClasses(
        packages = "io.bisync",
        importOptions = {DoNotIncludeTests.class, DoNotIncludeJars.class, DoNotIncludeGenerated.class})
class ArchitectureTests {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    /** The classes that protoc makes. */
    static final class DoNotIncludeGenerated implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/io/bisync/window/");
        }
    }
}
