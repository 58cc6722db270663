/** TLS of what we call: Spring's SSL bundles by the name of the neighbour, and words for what is wrong with certificates. */
@NullMarked
package io.bisync.tls;

import org.jspecify.annotations.NullMarked;
