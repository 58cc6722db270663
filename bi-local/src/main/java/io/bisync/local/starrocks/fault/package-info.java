/** What the stand-in can be told to do wrong, and how often it really did. */
@NullMarked
package io.bisync.local.starrocks.fault;

import org.jspecify.annotations.NullMarked;
