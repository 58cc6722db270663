@NullMarked
package io.bisync.listener.decision;

import org.jspecify.annotations.NullMarked;
