@NullMarked
package io.bisync.sample;

import org.jspecify.annotations.NullMarked;
