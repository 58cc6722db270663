/** Pages: what a page says, what of it can be believed and is new, and how it is published. */
@NullMarked
package io.bisync.jushuitan.page;

import org.jspecify.annotations.NullMarked;
