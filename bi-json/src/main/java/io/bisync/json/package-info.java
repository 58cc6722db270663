/** JSON as bytes: what reading and writing build on, without a tree and without knowledge of any entity. */
@NullMarked
package io.bisync.json;

import org.jspecify.annotations.NullMarked;
