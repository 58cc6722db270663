/** How far every pull has come, and who may move it. */
@NullMarked
package io.bisync.basic.cursor;

import org.jspecify.annotations.NullMarked;
