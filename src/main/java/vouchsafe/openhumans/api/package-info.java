/** The direct-sharing API: one class for each endpoint, behind one servlet that finds the caller. */
@NullMarked
package vouchsafe.openhumans.api;

import org.jspecify.annotations.NullMarked;
