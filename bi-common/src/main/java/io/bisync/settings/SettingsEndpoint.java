package io.bisync.settings;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Every setting of ours: the value in force, the one that waits for the next start, the one that was refused, and whence. */
@Endpoint(id = "settings")
public final class SettingsEndpoint {

    private final Settings settings;

    SettingsEndpoint(Settings settings) {
        this.settings = settings;
    }

    @ReadOperation
    Map<String, Setting> settings() {
        return settings.table();
    }
}
