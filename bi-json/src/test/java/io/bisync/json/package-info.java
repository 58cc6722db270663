/** Tests of JSON as bytes. */
@NullMarked
package io.bisync.json;

import org.jspecify.annotations.NullMarked;
