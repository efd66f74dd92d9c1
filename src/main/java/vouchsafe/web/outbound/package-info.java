/** The one client that calls addresses chosen by others, and the rules about which it may call. */
@NullMarked
@NamedInterface("outbound")
package vouchsafe.web.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
