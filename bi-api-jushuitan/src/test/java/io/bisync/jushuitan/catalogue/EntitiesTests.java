package io.bisync.jushuitan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldType;
import io.bisync.table.Column;
import io.bisync.table.ColumnType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where and by what every entity is asked for against the vendor's page, as the local stack reads it. */
class EntitiesTests {

    private static final Set<String> PAGING = Set.of("page_index", "page_size", "is_get_total");

    static List<PulledEntity> entities() {
        return Entities.ALL;
    }

    @Test
    void allPagesOfTheVendorAreDeclared() {
        assertThat(Entities.ALL)
                .extracting(PulledEntity::name)
                .containsExactlyInAnyOrderElementsOf(Dictionary.of("jushuitan").stream()
                        .map(Dictionary::entity)
                        .toList())
                .hasSize(22);
    }

    @ParameterizedTest
    @MethodSource("entities")
    void itIsSaidWhetherAnAnswerOfTheVendorWasSeen(PulledEntity pulled) {
        assertThat(page(pulled).require("sample")).isIn("seen", "composed");
    }

    @ParameterizedTest
    @MethodSource("entities")
    void itIsAskedForAsThePageSays(PulledEntity pulled) {
        var page = page(pulled);
        Endpoint endpoint = pulled.endpoint();
        assertThat(endpoint.path()).isEqualTo(page.require("path"));
        assertThat(endpoint.array()).isEqualTo(page.require("array"));
        assertThat(endpoint.pageSize()).hasToString(page.require("page_size"));
        assertThat(endpoint.idFields())
                .isEqualTo(page.key().stream()
                        .filter(it -> !it.equals(page.keyOfRequest().orElse("")))
                        .toList());
        page.fact("window")
                .ifPresent(window ->
                        assertThat(endpoint.longestWindow()).hasToString("PT%dH".formatted(days(window) * 24)));
        assertThat(page.level("request", FieldType.BOOLEAN))
                .extracting(Field::name)
                .containsAll(endpoint.parts());
    }

    @ParameterizedTest
    @MethodSource("entities")
    void whatChangedIsAskedForByWhatThePageOffersAndVersionedByWhatItsRowsSay(PulledEntity pulled) {
        var page = page(pulled);
        String time = pulled.endpoint().timeField();
        assertThat(page.require("increment"))
                .isEqualTo(
                        switch (pulled.increment()) {
                            case Increment.RowVersion(String parameter) -> parameter;
                            case Increment.Modified _ -> "modified";
                            case Increment.Snapshot _ -> "none";
                        });
        assertThat(page.require("version"))
                .isEqualTo(
                        switch (pulled.increment()) {
                            case Increment.RowVersion _ -> "ts";
                            case Increment.Modified _ -> time == null ? "none" : time;
                            case Increment.Snapshot _ -> "none";
                        });
    }

    /** Where the page says no number it is that of a page, and at most 50; what is only read as a whole has no version. */
    @ParameterizedTest
    @MethodSource("entities")
    void itIsReadAgainByTheIdsThatThePageTakesAndNoMoreOfThem(PulledEntity pulled) {
        var page = page(pulled);
        List<Endpoint.ById> asThePageSays = page.level("request").stream()
                .filter(it -> it.name().endsWith("_ids"))
                .filter(_ -> !(pulled.increment() instanceof Increment.Snapshot))
                .map(it -> new Endpoint.ById(
                        it.values(),
                        it.name(),
                        it.length() == 0 ? Math.min(50, pulled.endpoint().pageSize()) : it.length(),
                        it.type() == FieldType.CSV))
                .toList();
        assertThat(pulled.endpoint().byIds()).containsExactlyInAnyOrderElementsOf(asThePageSays);
    }

    @ParameterizedTest
    @MethodSource("entities")
    void rowsAreCountedWhenThePageSaysSo(PulledEntity pulled) {
        var page = page(pulled);
        assertThat(pulled.endpoint().total())
                .isEqualTo(
                        takes(page, "is_get_total")
                                ? Endpoint.Total.ON_REQUEST
                                : page.fact("total").isPresent() ? Endpoint.Total.ON_EVERY_PAGE : Endpoint.Total.NEVER);
    }

    @ParameterizedTest
    @MethodSource("entities")
    void aNumberThatNamesARowHas64Bits(PulledEntity pulled) {
        var numbers = page(pulled).fields().stream()
                .filter(it -> it.type() == FieldType.INTEGER)
                .map(Field::name)
                .collect(Collectors.toSet());
        pulled.entity()
                .tables()
                .forEach(table -> assertThat(table.columns())
                        .filteredOn(it -> table.key().contains(it.name()) && numbers.contains(it.name()))
                        .extracting(Column::type)
                        .allMatch(ColumnType.BIGINT::equals));
    }

    /** Where a question that says nothing means only some rows, or another time than that of the change. */
    @ParameterizedTest
    @MethodSource("entities")
    void aWindowSaysWhateverThePageWouldTakeOtherwise(PulledEntity pulled) {
        var page = page(pulled);
        var query = new PageQuery.Modified(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1);
        JsonNode question = JsonMapper.shared().readTree(query.biz(pulled.endpoint()));
        for (Field field : page.level("request")) {
            if (page.fact("default." + field.name()).isPresent()) {
                if (field.type() == FieldType.LIST) {
                    assertThat(texts(question.path(field.name())))
                            .as("all words of %s", field.values())
                            .containsExactlyInAnyOrderElementsOf(words(page, field.values()));
                } else {
                    assertThat(question.path(field.name()).asInt()).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("entities")
    void aRowVersionGoesAloneWhereThePageSaysSo(PulledEntity pulled) {
        page(pulled).fact("alone").ifPresent(version -> {
            var query = new PageQuery.Since(version, 7, 1);
            Set<String> said = new TreeSet<>(
                    JsonMapper.shared().readTree(query.biz(pulled.endpoint())).propertyNames());
            said.removeAll(PAGING);
            assertThat(said).containsExactly(version);
        });
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static List<String> words(Dictionary page, String field) {
        return page.level(Dictionary.ROOT).stream()
                .filter(it -> it.name().equals(field))
                .flatMap(it -> it.choices().stream())
                .toList();
    }

    private static boolean takes(Dictionary page, String field) {
        return page.level("request").stream().anyMatch(it -> it.name().equals(field));
    }

    private static long days(String window) {
        return Long.parseLong(window.substring(0, window.length() - 1));
    }

    private static Dictionary page(PulledEntity pulled) {
        return Dictionary.of("jushuitan").stream()
                .filter(it -> it.entity().equals(pulled.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no dictionary of " + pulled.name()));
    }
}
