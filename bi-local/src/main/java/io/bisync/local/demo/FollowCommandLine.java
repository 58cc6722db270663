package io.bisync.local.demo;

import io.bisync.local.command.Arguments;
import io.bisync.local.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./bi follow account=7 entity=order id=38852}: from a row to its record, or from a record to its rows, on any deployment. */
@Command(
        name = "./bi follow",
        sortOptions = false,
        description = {
            "Follows a row to the record that it came from, or a record to its rows, by the service that loads them.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./bi follow account=7 entity=order id=38852",
            "  ./bi follow erp.jushuitan.order-3@120",
            "",
            "The service is at BI_FOLLOW_URL, its management port, and lets the token in BI_BASIC_TOKEN in; without"
                    + " them the running demo is asked."
        })
public final class FollowCommandLine implements Callable<Integer> {

    /** Where a deployment's service answers. */
    private static final String URL = "BI_FOLLOW_URL";

    private static final String TOKEN = "BI_BASIC_TOKEN";
    private static final Set<String> ROW = Set.of("account", "entity", "id");
    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..3",
            paramLabel = "<what>",
            description = "account=<id> entity=<name> id=<id>, or <topic>-<partition>@<offset>.")
    private List<String> what = List.of();

    private final Map<String, String> environment;

    private FollowCommandLine(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The command, which finds its addresses in an environment. */
    public static FollowCommandLine in(Map<String, String> environment) {
        return new FollowCommandLine(environment);
    }

    public static void main(String... arguments) {
        System.exit(Arguments.of(in(System.getenv())).execute(arguments));
    }

    @Override
    public Integer call() {
        String query = query();
        try {
            HttpResponse<String> answer = ask(query);
            JsonNode body = body(answer);
            if (answer.statusCode() != 200) {
                System.err.printf(
                        "%s answered HTTP %d %s%n",
                        answer.uri(),
                        answer.statusCode(),
                        body.path("detail").asString(body.path("message").asString("")));
                return 1;
            }
            FollowText.of(body).forEach(System.out::println);
            return 0;
        } catch (IOException | IllegalStateException cannot) {
            System.err.println("The service cannot be asked: " + cannot.getMessage());
            return 1;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private HttpResponse<String> ask(String query) throws IOException, InterruptedException {
        String url = environment.get(URL);
        String token = environment.get(TOKEN);
        if (url == null) {
            var demo = DemoAddresses.read();
            url = demo.get(
                    query.contains("jushuitan") || isOfJushuitan()
                            ? "api_jushuitan_management"
                            : "api_leke_management");
            token = demo.get("token");
        }
        var request = HttpRequest.newBuilder(URI.create(url.replaceFirst("/$", "") + "/actuator/lineage?" + query));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private boolean isOfJushuitan() {
        return what.stream()
                .filter(it -> it.startsWith("account="))
                .anyMatch(it -> LocalStack.JUSHUITAN.containsKey(it.substring("account=".length())));
    }

    private String query() {
        if (what.size() == 1 && what.getFirst().contains("@")) {
            return "record=" + encoded(what.getFirst());
        }
        Set<String> names =
                what.stream().map(it -> it.replaceFirst("=.*", "")).collect(Collectors.toCollection(HashSet::new));
        if (!names.equals(ROW) || what.stream().anyMatch(it -> it.endsWith("="))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'%s' is neither account=<id> entity=<name> id=<id> nor <topic>-<partition>@<offset>"
                            .formatted(String.join(" ", what)));
        }
        return what.stream()
                .map(it -> Arrays.asList(it.split("=", 2)))
                .map(it -> it.getFirst() + "=" + encoded(it.getLast()))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode body(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException none) {
            return JSON.createObjectNode();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
