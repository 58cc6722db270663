package io.bisync.basic.authorisation;

import io.bisync.account.Account;
import io.bisync.settings.HttpAddress;
import io.bisync.settings.Within;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How merchants let a service provider's app in.
 *
 * @param doors Where a merchant's browser reaches the service that speaks to an ERP, by the ERP's name, for example https://erp.example.com; without one no links are made for it.
 * @param ahead How long before its end a token that only the merchant can renew counts as waiting for authorisation.
 */
@Validated
@ConfigurationProperties("bi.authorisation")
record AuthorisationProperties(
        @DefaultValue
        Map<
                        @Pattern(regexp = Account.SOURCE, message = "must be lower-case letters and digits") String,
                        @HttpAddress(example = "https://erp.example.com") URI>
                doors,

        @NotNull @Within(least = "1h", most = "30d") @DefaultValue("5d")
        Duration ahead) {

    AuthorisationProperties {
        doors = Map.copyOf(doors);
    }
}
