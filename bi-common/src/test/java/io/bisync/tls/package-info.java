@NullMarked
package io.bisync.tls;

import org.jspecify.annotations.NullMarked;
