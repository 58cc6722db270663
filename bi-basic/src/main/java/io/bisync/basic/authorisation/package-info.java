/** Authorisations: the links by which merchants let a service provider's app in, and when they have to do so again. */
@NullMarked
package io.bisync.basic.authorisation;

import org.jspecify.annotations.NullMarked;
