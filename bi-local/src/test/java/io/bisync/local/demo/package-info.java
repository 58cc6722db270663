@NullMarked
package io.bisync.local.demo;

import org.jspecify.annotations.NullMarked;
