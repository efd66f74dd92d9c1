/** Floor 4: what a project may see of a member now; joining and withdrawal. */
@NullMarked
@ApplicationModule(displayName = "sharing")
package vouchsafe.sharing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
