package io.bisync.secret;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keyset that seals credentials and tokens.
 *
 * @param keyset File with the Tink keyset, the same one for bi-basic and every service that calls an ERP.
 * @param create Whether a missing file is made at start; for the first start of a suite on one machine.
 */
@ConfigurationProperties("bi.secret")
record SecretProperties(Path keyset, @DefaultValue("false") boolean create) {}
