package io.bisync.proof.start;

import java.util.Arrays;

/** What a service's pod may use; a test compares it with the manifests. */
enum Pod {
    BASIC("bi-basic", 512),
    JUSHUITAN("bi-api-jushuitan", 768),
    LEKE("bi-api-leke", 768),
    CRON("bi-cron", 256);

    private final String service;
    private final int megabytes;

    Pod(String service, int megabytes) {
        this.service = service;
        this.megabytes = megabytes;
    }

    static Pod of(String service) {
        return Arrays.stream(values())
                .filter(pod -> pod.service.equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No pod runs " + service));
    }

    String service() {
        return service;
    }

    int megabytes() {
        return megabytes;
    }

    /** The heap that the image's options leave it. */
    int heapMegabytes() {
        return megabytes * 60 / 100;
    }
}
