/** Avro, Protobuf and JSON Schema: values written by a registered schema, and JSON made of them. */
@NullMarked
package io.bisync.registry.format;

import org.jspecify.annotations.NullMarked;
