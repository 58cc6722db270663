package io.bisync.local.jushuitan.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.PoisonRow;
import io.bisync.local.jushuitan.field.TruthRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows of any entity that can never be loaded. */
class PoisonTests {

    private static final Company COMPANY = new Company(12_000);

    private final Books books =
            new Books(COMPANY, 7, 200, Duration.ofDays(90), InstantSource.fixed(Instant.parse("2026-11-20T04:00:00Z")));

    @ParameterizedTest
    @ValueSource(strings = {"sales_out", "purchase", "inventory", "shop"})
    void everyDefectOfAnEntityIsSentAndIsNoPartOfTheTruth(String entity) {
        Book book = books.of(entity).orElseThrow();
        List<TruthRow> before = truth(book);
        Object counted = book.counts().get("rows");
        for (Defect defect : Defect.of(book.dictionary())) {
            int rows = sent(book).size();
            PoisonRow poison = book.poison(defect);
            List<JsonNode> sent = sent(book);
            assertThat(sent).as("%s", defect).hasSize(rows + 1);
            assertThat(poison.id().isEmpty()).isEqualTo(defect == Defect.MISSING_ID);
            assertThat(poison.id()).endsWith(id(book.dictionary(), sent.getLast()));
        }
        assertThat(truth(book)).isEqualTo(before);
        assertThat(book.counts()).containsEntry("rows", counted);
    }

    @Test
    void nothingHappensToSuchARow() {
        Book shops = books.of("shop").orElseThrow();
        shops.poison(Defect.FRACTION_AS_ID);
        JsonNode made = sent(shops).getLast();
        shops.live(2_000);
        assertThat(sent(shops)).contains(made);
    }

    @Test
    void everyDefectIsOneOfSomeEntity() {
        Set<Defect> all = EnumSet.noneOf(Defect.class);
        Dictionary.of("jushuitan").forEach(page -> all.addAll(Defect.of(page)));
        assertThat(all).containsExactlyInAnyOrder(Defect.values());
    }

    private static String id(Dictionary page, JsonNode row) {
        return row.path(page.key().getLast()).asString("");
    }

    private static List<JsonNode> sent(Book book) {
        long scope = book.isByScope() ? COMPANY.warehouses().getFirst() : 0;
        var query = new BookQuery(scope, null, null, null, Map.of(), 1, 100_000, Set.of());
        List<JsonNode> rows = new ArrayList<>();
        JsonMapper.shared().readTree(book.page(query).array()).forEach(rows::add);
        return rows;
    }

    private static List<TruthRow> truth(Book book) {
        List<TruthRow> rows = new ArrayList<>();
        book.truth(rows::add);
        return rows;
    }
}
