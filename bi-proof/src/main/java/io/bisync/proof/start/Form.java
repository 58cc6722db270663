package io.bisync.proof.start;

import java.util.Locale;

/** How a service's code lies there when it starts. */
enum Form {
    /** The runnable jar as the build leaves it. */
    JAR,
    /** Taken apart, so that the JVM opens jars and no jars in a jar. */
    EXTRACTED,
    /** Taken apart, with the trained cache: what the image does. */
    TRAINED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
