/** What operators decide of listeners at bi-basic, and services obeying. */
@NullMarked
package io.bisync.listener.decision;

import org.jspecify.annotations.NullMarked;
