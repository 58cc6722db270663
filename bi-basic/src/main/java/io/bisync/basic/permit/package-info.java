/** The calls an account may make at its ERP, live before history. */
@NullMarked
package io.bisync.basic.permit;

import org.jspecify.annotations.NullMarked;
