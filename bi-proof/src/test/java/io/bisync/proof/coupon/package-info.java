/** An entity that no release has, made up as its dictionary is: by them it is added to services that are built already. */
@NullMarked
package io.bisync.proof.coupon;

import org.jspecify.annotations.NullMarked;
