package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.local.demo.DemoCommandLine;
import io.bisync.local.demo.FollowCommandLine;
import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.proof.probe.Sql;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./bi demo} as a newcomer uses it, by what it prints and by the lines of the README; Ctrl-C comes last. */
@TestMethodOrder(OrderAnnotation.class)
class DemoIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String ORDER = "account_id = '7' AND o_id = 38852";

    /** Deleted, so that no view shows it; but the newest change is looked for in the table. */
    private static final String LOAD_AN_ORDER_WITHOUT_A_TIME = """
        printf '{"account_id":"7","o_id":1,"record_version":1,"is_deleted":true,"source_topic":"erp.jushuitan.order","source_partition":0,"source_offset":0}' |
        curl -sf -u "$username:$password" -H 'Expect: 100-continue' -H 'format: json' -T - \\
            "$backend/api/$database/ods_jushuitan_order/_stream_load" | grep -q '"Status": *"Success"'
        """;

    private static ChildProcess demo;

    @BeforeAll
    static void startDemo() {
        // Nothing changes by itself: every change that is seen is one of this test.
        demo = CommandLine.start(
                "demo",
                DemoCommandLine.class,
                "--orders",
                "2000",
                "--changes",
                "0",
                "--entities",
                "order,sales_out,shop");
        awaitOutput("Ctrl-C ends everything\\.");
    }

    @AfterAll
    static void endDemo() {
        demo.close();
    }

    @Test
    void showsThatBothSidesAgree() {
        assertThat(output())
                .containsPattern("(?m)^7 +jushuitan_order +1,000 +1,000 .* yes ")
                .containsPattern("(?m)^8 +jushuitan_order +1,000 +1,000 .* yes ")
                .containsPattern("(?m)^t1 +leke_order +500 +500 .* yes ")
                .containsPattern("(?m)^t1 +leke_order_item .* yes +[0-9.]+ s +0$")
                .contains("ERP: 30 times as fast as the real one, its call limits too; 0 changes a second")
                .contains("Orders and paid amount by status:")
                .contains("The five best-selling SKUs:")
                .contains("Leke orders whose lines do not add up to what was paid:")
                .doesNotContain("(no rows)");
    }

    @Test
    void itsAddressesAnswer() {
        for (String address : List.of("OpenAPI page", "Jushuitan", "Leke")) {
            String url = printed(address + ": +(\\S+)");
            assertThat(Shell.run("curl -sL -o /dev/null -w '%{http_code}' " + url))
                    .as(url)
                    .isEqualTo("200");
        }
        assertThat(Shell.run(printed("SQL over HTTP: +(.+)"))).contains("{\"data\":[2000]}");
    }

    @Test
    void followsAnOrderOfEachErp() {
        OrderText order = OrderText.of("7:38852");
        order.assertComplete();
        assertThat(order.rows("The view jushuitan_order_item shows:"))
                .extracting(row -> row.get("oi_id"))
                .containsExactlyInAnyOrderElementsOf(order.idsAtTheErp("oi_id"));

        OrderText.of("t1:LK00000001").assertComplete();
    }

    @Test
    void aRowIsFollowedToItsRecordAndTheRecordToItsRows() {
        String ofRow = follow("account=7", "entity=order", "id=38852");
        Matcher place = Pattern.compile(
                        "(?m)^  (erp\\.jushuitan\\.order\\S*-\\d+@\\d+)\n    published \\S+, key 7:38852, \\d+ bytes$")
                .matcher(ofRow);
        assertThat(place.find()).as(ofRow).isTrue();
        assertThat(ofRow)
                .contains(
                        "\n  ods_jushuitan_order account_id=7 o_id=38852\n",
                        "\n  ods_jushuitan_order_item account_id=7 o_id=38852 oi_id=")
                .containsPattern("ce_origin: \\S+")
                .doesNotContain("receiver");

        assertThat(follow(place.group(1))).contains("\n  ods_jushuitan_order account_id=7 o_id=38852\n", place.group());
    }

    private static String follow(String... what) {
        return CommandLine.answer("follow", FollowCommandLine.class, what);
    }

    @Test
    void theCurlLinesOfTheReadmeDoWhatTheySay() {
        String item = OrderText.of("7:38852").idsAtTheErp("oi_id").getFirst();

        String answers = Shell.run(curlLinesOfTheReadme().replace("ITEM", item));

        assertThat(answers).contains("\"lines\"");
        Sql sql = sql();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(items(sql, "jushuitan_order_item"))
                        .isNotEmpty()
                        .doesNotContain(item));
        assertThat(items(sql, "ods_jushuitan_order_item")).contains(item);
        awaitOutput("order 7:38852 changed at the ERP \\d\\d:\\d\\d:\\d\\d\\.\\d → in StarRocks"
                + " \\d\\d:\\d\\d:\\d\\d\\.\\d");
        String accounts =
                Shell.run(Shell.ADDRESSES + "curl -s -H \"Authorization: Bearer $token\" $basic/api/accounts");
        assertThat(account(accounts, "t2").path("name").asString()).isEqualTo("a second tenant");
        assertThat(account(accounts, "t2").path("enabled").asBoolean()).isTrue();
        assertThat(account(accounts, "7").path("enabled").asBoolean()).isTrue();
        assertThat(account(accounts, "8").path("enabled").asBoolean()).isFalse();
    }

    @Test
    void whatIsKilledOrHangsComesBackAndGoesOnWhateverTheBoardMeets() {
        Sql sql = sql();
        long version = version(sql);
        Shell.run(Shell.ADDRESSES + LOAD_AN_ORDER_WITHOUT_A_TIME);
        Shell.run("kill -STOP " + service("bi-api-leke").pid());
        Shell.run(printed("Kill a service: +(kill -9 \\d+)"));
        Shell.run("kill -9 " + service("bi-basic").pid());
        Shell.run("kill -9 " + service("postgres").pid());

        awaitOutput("PostgreSQL had ended; started again as process \\d+");
        awaitOutput("bi-api-jushuitan had ended; started again as process \\d+");
        awaitOutput("bi-basic had ended; started again as process \\d+");
        awaitOutput("bi-api-leke did not answer; started again as process \\d+");
        Shell.run(Shell.ADDRESSES + "curl -sf -X POST $jushuitan/control/orders/11053062/38852/touch");
        await().atMost(LIMIT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(version(sql)).isGreaterThan(version));
        assertThat(output()).doesNotContain("Text 'null'");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void ctrlCEndsEverythingItStarted() {
        List<ProcessHandle> tree = handle().descendants().toList();
        assertThat(tree).as("broker, PostgreSQL and three services").hasSizeGreaterThanOrEqualTo(5);

        demo.signal("INT");

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(demo.isAlive()).isFalse();
            assertThat(tree).noneMatch(ProcessHandle::isAlive);
        });
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(
                                Checkout.root().resolve(".bisync/demo").toString()))
                        .isPresent());
        assertThat(output()).containsPattern("Stopped after [0-9.]+ s").doesNotContain("cannot go on");
    }

    private static String output() {
        return CommandLine.output(demo);
    }

    private static void awaitOutput(String pattern) {
        await().atMost(LIMIT)
                .failFast("the demo ended", () -> !demo.isAlive())
                .untilAsserted(() -> assertThat(output()).containsPattern(pattern));
    }

    /** What the demo printed behind a name: the group of the pattern. */
    private static String printed(String pattern) {
        Matcher line = Pattern.compile(pattern).matcher(output());
        assertThat(line.find()).as(pattern).isTrue();
        return line.group(1).replaceFirst(" +\\(bi-api-jushuitan.*", "");
    }

    private static String curlLinesOfTheReadme() {
        Matcher block = Pattern.compile("(?s)```\n(\\. \\.bisync/demo/demo\\.properties\n.*?)```")
                .matcher(Shell.run("cat README.md"));
        assertThat(block.find()).as("the README's block of curl lines").isTrue();
        return block.group(1);
    }

    private static JsonNode account(String accounts, String id) {
        return StreamSupport.stream(
                        new JsonMapper().readTree(accounts).path("accounts").spliterator(), false)
                .filter(account -> account.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No account %s in %s".formatted(id, accounts)));
    }

    private static ProcessHandle handle() {
        return ProcessHandle.of(demo.pid()).orElseThrow();
    }

    private static ProcessHandle service(String name) {
        return handle().children()
                .filter(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains(name + "/target") || line.contains("bin/" + name))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static Sql sql() {
        return new Sql(
                URI.create(Shell.run(Shell.ADDRESSES + "printf %s $frontend")),
                Shell.run(Shell.ADDRESSES + "printf %s $database"),
                Shell.run(Shell.ADDRESSES + "printf %s $username"),
                Shell.run(Shell.ADDRESSES + "printf %s $password"));
    }

    private static List<String> items(Sql sql, String table) {
        return sql.query("SELECT oi_id FROM %s WHERE %s".formatted(table, ORDER)).rows().stream()
                .map(row -> row.get(0).asString())
                .toList();
    }

    private static long version(Sql sql) {
        return sql.number("SELECT record_version FROM ods_jushuitan_order WHERE " + ORDER);
    }
}
