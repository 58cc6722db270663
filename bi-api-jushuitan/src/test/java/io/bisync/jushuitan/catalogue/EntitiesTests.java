package io.bisync.jushuitan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where every entity is asked for against the vendor's page, as the local stack reads it. */
class EntitiesTests {

    static List<PulledEntity> entities() {
        return Entities.ALL;
    }

    @ParameterizedTest
    @MethodSource("entities")
    void itIsAskedForAsThePageSays(PulledEntity pulled) {
        var page = page(pulled);
        Endpoint endpoint = pulled.endpoint();
        assertThat(endpoint.path()).isEqualTo(page.require("path"));
        assertThat(endpoint.array()).isEqualTo(page.require("array"));
        assertThat(endpoint.pageSize()).hasToString(page.require("page_size"));
        page.fact("window")
                .ifPresent(window ->
                        assertThat(endpoint.longestWindow()).hasToString("PT%dH".formatted(days(window) * 24)));
        assertThat(page.level("request", FieldType.BOOLEAN))
                .extracting(Field::name)
                .containsAll(endpoint.parts());
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
