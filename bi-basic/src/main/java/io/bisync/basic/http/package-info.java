/** What every answer over HTTP has in common: problems with stable codes and a limit for bodies. */
@NullMarked
package io.bisync.basic.http;

import org.jspecify.annotations.NullMarked;
