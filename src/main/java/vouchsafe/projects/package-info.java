/** Floor 3: project configuration and its versions, states, cap, approval, setup checklist. */
@NullMarked
@ApplicationModule(displayName = "projects")
package vouchsafe.projects;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
