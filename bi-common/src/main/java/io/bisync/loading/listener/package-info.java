/** Listening: of the entities that a service names, their topics and one listener for each traffic class. */
@NullMarked
package io.bisync.loading.listener;

import org.jspecify.annotations.NullMarked;
