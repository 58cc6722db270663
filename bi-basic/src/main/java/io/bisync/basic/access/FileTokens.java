package io.bisync.basic.access;

import io.bisync.basic.account.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of the mounted folder. It is read again when it is asked and was last read some seconds ago, so that a changed
 * Secret counts without a restart. Values and hashes stay in memory: every replica goes by its own mount.
 */
class FileTokens {

    private static final Logger log = LoggerFactory.getLogger(FileTokens.class);

    static final Duration READ_AGAIN = Duration.ofSeconds(10);

    private static final String CODE = "BI-BASIC-23";
    private static final String HASH = "sha256:";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~+/=-]{32,500}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final @Nullable Path folder;
    private final InstantSource clock;
    private volatile Read read = new Read(Map.of(), Instant.MIN, "");

    private record Read(Map<String, FileToken> byHash, Instant at, String trouble) {}

    FileTokens(@Nullable Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    List<FileToken> list() {
        return byHash().values().stream()
                .sorted(Comparator.comparing(FileToken::file))
                .toList();
    }

    Optional<Holder> find(Bearer bearer) {
        return Optional.ofNullable(byHash().get(bearer.sha256())).map(FileToken::holder);
    }

    boolean hasAdministrator() {
        return byHash().values().stream().anyMatch(token -> token.role() == Role.ADMIN);
    }

    private Map<String, FileToken> byHash() {
        var last = read;
        var now = clock.instant();
        if (folder == null || now.isBefore(last.at().plus(READ_AGAIN))) {
            return last.byHash();
        }
        var next = readAgain(folder, last, now);
        if (!next.trouble().isEmpty() && !next.trouble().equals(last.trouble())) {
            log.atWarn().addKeyValue("code", CODE).log("{} {}", CODE, next.trouble());
        }
        read = next;
        return next.byHash();
    }

    /** What cannot be read leaves everything as it was; a file that is no token is named and left out. */
    private static Read readAgain(Path folder, Read last, Instant now) {
        Map<String, FileToken> tokens = new HashMap<>();
        List<String> trouble = new ArrayList<>();
        try (var files = Files.find(folder, 3, (_, it) -> it.isRegularFile(), FileVisitOption.FOLLOW_LINKS)) {
            for (var file : files.sorted().toList()) {
                var path = folder.relativize(file);
                // Kubernetes keeps the versions of a Secret beside it, in hidden folders.
                if (names(path).stream().noneMatch(name -> name.startsWith("."))) {
                    add(path, Files.readString(file).strip(), tokens, trouble);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return new Read(
                    last.byHash(),
                    now,
                    "The folder %s of bi.access.first-tokens cannot be read (%s); what was read before counts on"
                            .formatted(folder, e.getClass().getSimpleName()));
        }
        return new Read(Map.copyOf(tokens), now, String.join("; ", trouble));
    }

    private static void add(Path path, String text, Map<String, FileToken> tokens, List<String> trouble) {
        var token = token(path);
        var hash = hash(text);
        if (token == null) {
            trouble.add(
                    "The file %s of bi.access.first-tokens is not <role>/<name>, <role>/<source>/<name> or publisher/<source>/<tenant>"
                            .formatted(path));
        } else if (hash == null) {
            trouble.add(
                    "The file %s of bi.access.first-tokens holds neither 32 or more letters, digits or ._~+/=- nor sha256:<64 digits>"
                            .formatted(path));
        } else {
            tokens.put(hash, token);
        }
    }

    private static @Nullable FileToken token(Path path) {
        var names = names(path);
        try {
            var name = names.getLast();
            var role = Role.valueOf(names.getFirst().toUpperCase(Locale.ROOT));
            if (names.size() < 2 || !NAME.matcher(name).matches()) {
                return null;
            }
            var source = names.size() == 2 ? null : Source.of(names.get(1)).text();
            if (role == Role.PUBLISHER && source == null) {
                return null;
            }
            return new FileToken(path.toString(), name, role, source);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static @Nullable String hash(String text) {
        if (text.startsWith(HASH)) {
            var hash = text.substring(HASH.length());
            return SHA256.matcher(hash).matches() ? hash : null;
        }
        return VALUE.matcher(text).matches() ? new Bearer(text).sha256() : null;
    }

    private static List<String> names(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .toList();
    }
}
