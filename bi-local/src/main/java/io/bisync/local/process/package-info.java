/** Child processes on this machine: started from one place, never outliving this JVM. */
@NullMarked
package io.bisync.local.process;

import org.jspecify.annotations.NullMarked;
