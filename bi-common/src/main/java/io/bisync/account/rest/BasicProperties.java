package io.bisync.account.rest;

import io.bisync.settings.HttpAddress;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the control plane is and who we are there.
 *
 * @param url Address of bi-basic, for example http://bi-basic:8080.
 * @param token API token of this service, made with POST /api/access-tokens.
 */
@Validated
@ConfigurationProperties("bi.basic")
record BasicProperties(
        @NotNull @HttpAddress(example = "http://bi-basic:8080")
        URI url,

        @NotBlank String token) {

    @Override
    public String toString() {
        return "BasicProperties[url=" + url + "]";
    }
}
