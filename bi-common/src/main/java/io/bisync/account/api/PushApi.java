package io.bisync.account.api;

import io.bisync.account.PushDoor;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** The addresses at which ERPs say that something changed. */
public interface PushApi {

    @GetExchange("/api/sources/{source}/push-doors")
    PushDoors pushDoors(@PathVariable String source);

    /** The addresses of a source that are valid. */
    record PushDoors(List<PushDoor> doors) {}
}
