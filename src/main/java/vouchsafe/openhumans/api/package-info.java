/** The direct-sharing API: one class an endpoint, behind one servlet that finds out who calls. */
@NullMarked
package vouchsafe.openhumans.api;

import org.jspecify.annotations.NullMarked;
