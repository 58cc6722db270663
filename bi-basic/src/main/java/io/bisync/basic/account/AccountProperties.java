package io.bisync.basic.account;

import io.bisync.account.Account;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Which ERPs there are.
 *
 * @param sources What an account is at each ERP, by the name that topics and tables have: app for a login with credentials at an ERP that is asked, tenant for one that writes its topics itself.
 */
@Validated
@ConfigurationProperties("bi.account")
record AccountProperties(
        @NotEmpty Map<@Pattern(regexp = Account.SOURCE, message = "must be lower-case letters and digits") String, AccountKind>
                sources) {

    AccountProperties {
        sources = Map.copyOf(sources);
    }
}
