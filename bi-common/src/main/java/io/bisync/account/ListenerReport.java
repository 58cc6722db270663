package io.bisync.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * How all listeners of one process stand.
 *
 * @param service the service that the process is of: its {@code spring.application.name}
 * @param instance names this start of this process
 * @param all every listener that it has
 */
public record ListenerReport(
        @NotBlank @Pattern(regexp = SERVICE) String service,

        @NotBlank @Size(max = 200) String instance,
        @NotNull List<@Valid ListenerStatus> all) {

    /** What a service may be called. */
    public static final String SERVICE = "[A-Za-z0-9._-]{1,64}";

    public ListenerReport {
        all = List.copyOf(all);
    }
}
