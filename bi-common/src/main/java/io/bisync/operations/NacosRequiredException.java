package io.bisync.operations;

/** The start needs its settings from Nacos, and has neither them nor those that it was told last. */
final class NacosRequiredException extends RuntimeException {

    NacosRequiredException(String id, String group) {
        super(
                "BI-CONFIG-06 bi.nacos.required=true, and neither could data id '%s' of group '%s' be read nor are there values of an earlier start"
                        .formatted(id, group));
    }
}
