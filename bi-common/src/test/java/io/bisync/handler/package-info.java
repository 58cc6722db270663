@NullMarked
package io.bisync.handler;

import org.jspecify.annotations.NullMarked;
