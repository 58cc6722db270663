package io.bisync.registry;

import java.net.URI;
import org.springframework.web.client.RestClient;

/** Clients of registries for tests of other packages. */
public final class Registries {

    private Registries() {}

    public static SchemaRegistry at(URI url) {
        var client = new RegistryClient(RestClient.create(url.toString()));
        return new SchemaRegistry(client, new SubjectLevels(client, url.toString()));
    }
}
