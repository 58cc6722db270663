package io.bisync.basic.access;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call before anybody made a token.
 *
 * @param firstTokens Folder with the first API tokens, a file each: role/name, role/source/name for a token of one source, or publisher/source/tenant.
 */
@ConfigurationProperties("bi.access")
record AccessProperties(@Nullable Path firstTokens) {}
