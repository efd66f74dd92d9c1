/** Floor 5: endpoints of the RFCs beside the dialects. */
@NullMarked
@ApplicationModule(displayName = "standard")
package vouchsafe.standard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
