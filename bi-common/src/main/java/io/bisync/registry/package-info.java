/** A schema registry with Confluent's API: its client, its wire format, and the names and levels of subjects. */
@NullMarked
package io.bisync.registry;

import org.jspecify.annotations.NullMarked;
