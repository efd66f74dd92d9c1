/** Floor 0: the record of every security-relevant event. */
@NullMarked
@ApplicationModule(displayName = "audit")
package vouchsafe.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
