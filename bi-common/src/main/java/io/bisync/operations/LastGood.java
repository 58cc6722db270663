package io.bisync.operations;

import com.alibaba.cloud.nacos.parser.NacosDataParserHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.PropertySource;

/**
 * The settings of Nacos that could be used last, as files beside the snapshots of its client, which also keeps what is
 * broken and drops what is refused.
 */
final class LastGood {

    private static final Logger log = LoggerFactory.getLogger(LastGood.class);
    private static final String CLIENTS_FOLDER = "JM.SNAPSHOT.PATH";

    private final Path folder;

    LastGood() {
        this(Path.of(System.getProperty(CLIENTS_FOLDER, System.getProperty("user.home")), "nacos", "last-good"));
    }

    LastGood(Path folder) {
        this.folder = folder;
    }

    /** Keeps a text that could be read. */
    void keep(DataId id, String text) {
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(folder, id.sourceName(), ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            log.warn("The settings of {} are not kept for the next start: {}", id.sourceName(), unwritable.toString());
        }
    }

    /** The data id was taken away on purpose. */
    void forget(DataId id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException undeletable) {
            log.warn("The settings of {} are still kept: {}", id.sourceName(), undeletable.toString());
        }
    }

    /** What was kept, or nothing. */
    List<PropertySource<?>> find(DataId id) {
        try {
            return Files.exists(file(id)) ? parse(id, Files.readString(file(id))) : List.of();
        } catch (IOException | RuntimeException unreadable) {
            log.warn("The kept settings of {} cannot be read: {}", id.sourceName(), unreadable.toString());
            return List.of();
        }
    }

    /** Reads a text as Spring Cloud Alibaba does. */
    static List<PropertySource<?>> parse(DataId id, String text) throws IOException {
        var extension = id.id().substring(id.id().lastIndexOf('.') + 1);
        return NacosDataParserHandler.getInstance().parseNacosData(id.sourceName(), text, extension);
    }

    private Path file(DataId id) {
        return folder.resolve(id.sourceName());
    }
}
