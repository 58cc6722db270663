@NullMarked
package io.bisync.jushuitan.increment;

import org.jspecify.annotations.NullMarked;
