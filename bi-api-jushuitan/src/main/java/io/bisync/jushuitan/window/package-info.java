/** Windows of the past: the gRPC call that publishes what an account changed between two instants. */
@NullMarked
package io.bisync.jushuitan.window;

import org.jspecify.annotations.NullMarked;
