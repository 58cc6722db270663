@NullMarked
package io.bisync.jushuitan.page;

import org.jspecify.annotations.NullMarked;
