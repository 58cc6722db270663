package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** {@code ./bi} where something is missing; every program it may call is on a PATH of the test's own. */
class VerbsTests {

    @TempDir
    private Path programs;

    @TempDir
    private Path checkout;

    private record Ended(int code, String out, String error) {}

    @BeforeEach
    void putProgramsOnThePath() throws IOException {
        for (String program :
                List.of("bash", "env", "dirname", "cat", "uname", "readlink", "sed", "grep", "mkdir", "flock")) {
            fake(program, "exec %s \"$@\"".formatted(onPath(program)));
        }
        // The script works in the folder it lies in: here it finds no sources and disturbs nobody.
        Files.copy(Checkout.root().resolve("bi"), checkout.resolve("bi"), StandardCopyOption.COPY_ATTRIBUTES);
        FileSystemUtils.copyRecursively(Checkout.root().resolve("bi-proof/help"), checkout.resolve("bi-proof/help"));
    }

    @Test
    void helpShowsEveryVerbAndAWrongOneIsNamed() throws Exception {
        Ended help = bi("-h");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("demo --check", "order <a>:<id>", "test [mvn args]", "bench", "fmt", "up | down");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(help.error()).isEmpty();
        assertThat(bi("--help")).isEqualTo(help);
        assertThat(bi()).isEqualTo(new Ended(2, "", help.out()));
        assertThat(bi("dance")).isEqualTo(new Ended(2, "", "There is no verb 'dance'.\n\n" + help.out()));
    }

    /** There is neither Maven nor a class here: whatever ends in order has built nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"demo", "demo --check", "order", "faults", "bench", "bench load", "bench start", "images"})
    void helpIsShownWithoutABuild(String verb) throws Exception {
        Ended help = bi((verb + " --help").split(" ", -1));

        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: ./bi " + verb);
        assertThat(help.error()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            demo --dance               | There is no option '--dance' here.
            demo --check --speed 3     | There is no option '--speed' here.
            demo --orders many         | --orders needs a whole number, and 'many' is none.
            demo --orders=many         | --orders needs a whole number, and 'many' is none.
            demo --orders              | --orders needs a value.
            faults --crashes x         | --crashes needs a whole number, and 'x' is none.
            bench load --warmup 3      | There is no option '--warmup' here.
            bench pull --accounts      | --accounts needs a value.
            bench pull --accounts 1,x  | --accounts needs whole numbers with commas between them, and '1,x' is not that.
            bench walk                 | There is no benchmark 'walk'; ./bi bench --help lists them.
            fuzz                       | ./bi fuzz needs a class and seconds
            """)
    void slipsAreNamedWithoutABuild(String line, String sentence) throws Exception {
        Ended end = bi(line.split(" ", -1));

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.error()).startsWith(sentence).doesNotContain("+ mvn");
    }

    /** The texts are picocli's own, and each line that begins with an option offers it. */
    @Test
    void everyOptionThatAHelpOffersIsTaken() throws Exception {
        Pattern option = Pattern.compile("(?m)^ +(?:-\\w, )?(--[\\w-]+)(=<n>\\[)?(=<n>)?(=)?");
        for (String verb : List.of(
                "demo",
                "demo --check",
                "faults",
                "bench load",
                "bench lanes",
                "bench live",
                "bench pull",
                "bench start")) {
            for (MatchResult offered : option.matcher(
                            bi((verb + " --help").split(" ", -1)).out())
                    .results()
                    .toList()) {
                String value = offered.group(2) != null
                        ? "=1,20"
                        : offered.group(3) != null ? "=3" : offered.group(4) != null ? "=x" : "";

                assertThat(bi((verb + " " + offered.group(1) + value + " --help").split(" ", -1)))
                        .as("./bi %s %s%s", verb, offered.group(1), value)
                        .returns(0, Ended::code);
            }
        }
    }

    @Test
    void aSecondDemoIsRefusedBeforeItTouchesJars() throws Exception {
        fake("mvn", "echo built >>\"%s\"".formatted(checkout.resolve("built")));
        fake("flock", "exit 1");
        Files.createDirectories(checkout.resolve(".bisync"));
        Files.writeString(checkout.resolve(".bisync/lock.verb"), "demo\n");

        for (String verb : List.of("demo", "demo --check", "bench load", "faults", "test")) {
            Ended end = bi(verb.split(" ", -1));

            assertThat(end.code()).as(verb).isEqualTo(2);
            assertThat(end.error())
                    .contains("./bi demo is running in this checkout")
                    .contains("End it first");
        }
        assertThat(checkout.resolve("built")).doesNotExist();
    }

    @Test
    void aBuildTellsItsModulesAndWhyItFails() throws Exception {
        fake("mvn", """
                echo "[INFO] Building bi-local 0.1.0-SNAPSHOT                                 [2/9]"
                for i in 1 2 3 4 5 6 7 8 9 10; do for j in 1 2 3 4 5 6 7 8 9 10; do
                    echo "[INFO] Downloaded from central: https://repo/$i/$j (1 kB)"; done; done
                echo "[ERROR] cannot find symbol"
                exit 1
                """);

        Ended end = bi("demo");

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.out()).isEqualTo("  [2/9] bi-local\n  100 files fetched\n");
        assertThat(end.error())
                .contains("+ mvn -B -T1C package -DskipTests", "[ERROR] cannot find symbol")
                .endsWith("The build failed; all of its log: .bisync/build.log\n");
        assertThat(checkout.resolve(".bisync/build.log")).content().contains("repo/10/10");
    }

    /** Maven starts on whatever JDK is there, so that the enforcer can say which one is needed. */
    @Test
    void mavenIsGivenOnlyOptionsThatOlderJdksTake() throws IOException {
        assertThat(Files.readAllLines(Checkout.root().resolve(".mvn/jvm.config")))
                .allMatch(option -> option.matches("-D.*|--add-(exports|opens) .*|--enable-native-access=.*"));
    }

    @Test
    void anotherPlatformIsRefused() throws Exception {
        fake("uname", "case $1 in -s) echo Darwin;; *) echo arm64;; esac");

        assertThat(bi("demo").code()).isEqualTo(2);
        assertThat(bi("demo").error())
                .contains("runs on Linux on x86-64 or arm64; this is Darwin on arm64")
                .contains("Use a Linux machine");
        assertThat(bi("test")).isEqualTo(bi("demo"));
    }

    @Test
    void linuxOnArmIsNotRefused() throws Exception {
        fake("uname", "case $1 in -s) echo Linux;; *) echo aarch64;; esac");

        assertThat(bi("test").error()).doesNotContain("this is Linux on aarch64");
    }

    @Test
    void aMissingJdkIsNamed() throws Exception {
        // Whatever is installed here, no release file says 25.
        fake("grep", "exit 1");

        Ended end = bi("demo");

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.error()).contains("bisync needs JDK 25 and found none").contains("set JAVA_HOME");
    }

    @Test
    void aMissingMavenIsNamed() throws Exception {
        Ended end = bi("test");

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.error()).contains("found no mvn on the PATH").contains("apt-get install maven");
    }

    @Test
    void aMissingDockerIsNamed() throws Exception {
        assertThat(bi("up").code()).isEqualTo(2);
        assertThat(bi("up").error()).contains("needs a running Docker engine and found none");
        assertThat(bi("images", "--check").error())
                .contains("./bi images needs a running Docker engine and found none")
                .doesNotContain("+ mvn");
    }

    private void fake(String program, String script) throws IOException {
        Path file = programs.resolve(program);
        Files.writeString(file, "#!%s%n%s%n".formatted(onPath("bash"), script));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Ended bi(String... arguments) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(checkout.resolve("bi").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", programs.toString(),
                        "HOME", programs.toString(),
                        "JAVA_HOME", System.getProperty("java.home")));
        Path error = programs.resolve("error.txt");
        Process process = builder.redirectError(error.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(error));
    }

    private static Path onPath(String program) {
        return List.of("/usr/bin", "/bin", "/usr/local/bin").stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
