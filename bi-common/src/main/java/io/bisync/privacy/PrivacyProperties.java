package io.bisync.privacy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What may be known of people.
 *
 * @param unknownFields What becomes of the value of a field that no declaration knows.
 * @param allowed Unknown fields that are kept as they are, as jushuitan.order.items.craft_code.
 * @param keyset File with the Tink keyset that seals unknown fields, the same one for all services.
 */
@Validated
@ConfigurationProperties("bi.privacy")
record PrivacyProperties(
        @NotNull @DefaultValue("sealed") UnknownFields unknownFields,

        @DefaultValue
        Set<@Pattern(regexp = "[a-z]+\\.[a-z_]+\\..+", message = "must be source.entity.field") String> allowed,

        @NotNull @DefaultValue("/etc/bisync/sealing/sealing.json")
        Path keyset) {}
