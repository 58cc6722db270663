@NullMarked
package io.bisync.registry;

import org.jspecify.annotations.NullMarked;
