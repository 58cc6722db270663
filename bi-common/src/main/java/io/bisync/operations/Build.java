package io.bisync.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Which build of bi-common this is: in an application of others, theirs is another. */
record Build(String version, String commit) {

    static Build here() {
        try {
            Properties written =
                    PropertiesLoaderUtils.loadProperties(new ClassPathResource("build.properties", Build.class));
            return new Build(written.getProperty("version", "unknown"), written.getProperty("commit", "unknown"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
