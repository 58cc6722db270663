package io.bisync.operations;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Nacos may do. Nacos itself cannot set these.
 *
 * @param keys Settings that Nacos may set, each with all below it; any where the list is empty.
 * @param required Whether a start ends that finds neither its data id nor the values that it was told last.
 */
@ConfigurationProperties("bi.nacos")
record NacosProperties(
        @DefaultValue List<String> keys,
        @DefaultValue("false") boolean required) {}
