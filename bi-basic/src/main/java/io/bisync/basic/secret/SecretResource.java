package io.bisync.basic.secret;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The keys of sealed values over REST; no value and no key ever is in an answer. */
@RestController
@Tag(name = "Secrets", description = "Keys of sealed values")
class SecretResource {

    private final SealedValues values;

    SecretResource(SealedValues values) {
        this.values = values;
    }

    @PostMapping("/api/secrets/seal")
    @Operation(
            operationId = "sealSecrets",
            summary =
                    "Seal all values with the keyset's primary key; where none was under another one, old keys can go")
    SealedValues.Sealed seal() {
        return values.seal();
    }
}
