/** The one client that calls addresses others chose, and which of them it may call. */
@NullMarked
@NamedInterface("outbound")
package vouchsafe.web.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
