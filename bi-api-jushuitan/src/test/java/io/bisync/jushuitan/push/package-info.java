@NullMarked
package io.bisync.jushuitan.push;

import org.jspecify.annotations.NullMarked;
