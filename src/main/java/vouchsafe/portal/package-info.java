/** Floor 5: HTML for members, coordinators, reviewers and administrators: one controller per page group. */
@NullMarked
@ApplicationModule(displayName = "portal")
package vouchsafe.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
