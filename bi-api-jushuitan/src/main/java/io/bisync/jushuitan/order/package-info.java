/** Orders: what they look like, where they are pulled from, and how they get into their tables. */
@NullMarked
package io.bisync.jushuitan.order;

import org.jspecify.annotations.NullMarked;
