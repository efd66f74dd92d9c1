/** Floor 4: messages of projects to members and letters of members to projects, each permitted, recorded and mailed. */
@NullMarked
@ApplicationModule(displayName = "correspondence")
package vouchsafe.correspondence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
