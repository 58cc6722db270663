package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RelatedIT {

    private static final BasicServer SERVER = BasicServer.shared();

    private final Caller administrator = SERVER.administrator();

    @Test
    void whatBelongsToAnAccountIsFoundByAccountKindAndId() {
        var id = account("41");
        read(id, "shop", "101", "102");
        read(id, "warehouse", "9");

        assertThat(texts("?account=" + id))
                .containsExactly("app related", "company 41", "shop 101", "shop 102", "warehouse 9");
        assertThat(texts("?kind=shop&id=102&account=" + id)).containsExactly("shop 102");
        assertThat(page("?kind=shop&id=101").path("entities").valueStream())
                .anyMatch(it -> it.path("account").asString().equals(id)
                        && it.path("source").asString().equals("jushuitan"));
    }

    @Test
    void whatIsOnlyOnItsWayToTheTopicBelongsToNobodyYet() {
        var id = account("42");
        BasicServer.sql(
                "shared",
                "INSERT INTO basic.snapshot_row (account_id, entity, row_key, hash) VALUES ('%s', 'shop', '7', '')"
                        .formatted(id));

        assertThat(texts("?kind=shop&account=" + id)).isEmpty();
    }

    @Test
    void pagesGoOnBehindTheLastOneWhateverComesBeforeItMeanwhile() {
        var id = account("43");
        read(id, "shop", "2", "3", "4", "5", "6");
        var all = new ArrayList<String>();
        var query = "?kind=shop&limit=2&account=" + id;

        var page = page(query);
        while (true) {
            all.addAll(texts(page));
            if (page.path("next").isNull()) {
                break;
            }
            read(id, "shop", "1" + all.size());
            page = page(query + "&after=" + page.path("next").asString());
        }

        assertThat(all).containsExactly("shop 2", "shop 3", "shop 4", "shop 5", "shop 6");
    }

    @Test
    void aPlaceThatNoPageGaveIsRefused() {
        assertThat(administrator.get("/api/related-entities?after=c2hvcA").code())
                .isEqualTo("BI-BASIC-02");
        assertThat(administrator.get("/api/related-entities?after=%21").code()).isEqualTo("BI-BASIC-02");
    }

    @Test
    void aTokenForOneSourceSeesNoOther() {
        var id = account("44");
        var other = new Caller(SERVER.address(), administrator.makeToken("SERVICE", "\"source\":\"leke\""));

        assertThat(other.get("/api/related-entities?account=" + id)
                        .json()
                        .path("entities")
                        .size())
                .isZero();
        assertThat(texts("?account=" + id)).isNotEmpty();
    }

    private String account(String company) {
        return administrator
                .post("/api/accounts", """
                    {"source":"jushuitan","name":"A","appKey":"related","appSecret":"s","companyId":"%s"}\
                    """.formatted(company))
                .json()
                .path("id")
                .asString();
    }

    private static void read(String account, String entity, String... keys) {
        for (var key : keys) {
            BasicServer.sql(
                    "shared",
                    "INSERT INTO basic.snapshot_row (account_id, entity, row_key, hash) VALUES ('%s', '%s', '%s', 'abc')"
                            .formatted(account, entity, key));
        }
    }

    private JsonNode page(String query) {
        return administrator.get("/api/related-entities" + query).json();
    }

    private List<String> texts(String query) {
        return texts(page(query));
    }

    private static List<String> texts(JsonNode page) {
        return page.path("entities")
                .valueStream()
                .map(it -> it.path("kind").asString() + " " + it.path("id").asString())
                .toList();
    }
}
