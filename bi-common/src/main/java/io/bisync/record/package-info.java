/** Records: what stands in the JSON of an entity is read by its declaration, in one strict pass, and personal values are taken out. */
@NullMarked
package io.bisync.record;

import org.jspecify.annotations.NullMarked;
