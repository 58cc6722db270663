package io.bisync.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTests {

    private static final Pattern CLIENT = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final String FILE = """
        import com.google.protobuf.ByteString;
        import io.bisync.bridge.v1.*;
        import io.grpc.*;
        import io.grpc.stub.MetadataUtils;
        import java.time.Duration;

        class Client {
        METHOD
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void theClientOfTheReadmeCompiles() throws IOException {
        var readme = CLIENT.matcher(Files.readString(Path.of("README.md")));
        assertThat(readme.find()).isTrue();
        var problems = new DiagnosticCollector<JavaFileObject>();
        ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        problems,
                        List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(FILE.replace("METHOD", readme.group(1)))))
                .call();

        assertThat(problems.getDiagnostics()).isEmpty();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///Client.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
