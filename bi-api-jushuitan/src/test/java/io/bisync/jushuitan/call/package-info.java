@NullMarked
package io.bisync.jushuitan.call;

import org.jspecify.annotations.NullMarked;
