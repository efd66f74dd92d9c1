/** Floor 4: what begins and ends a member's grant to an app, what follows for either, and which files it opens. */
@NullMarked
@ApplicationModule(displayName = "consent")
package vouchsafe.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
