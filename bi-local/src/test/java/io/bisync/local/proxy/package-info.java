/** Tests of the proxy. */
@NullMarked
package io.bisync.local.proxy;

import org.jspecify.annotations.NullMarked;
