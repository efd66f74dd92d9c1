/** Floor 4: the log of the embedded database and members' files taken elsewhere all the time, and a server put back as it was at any moment. */
@NullMarked
@ApplicationModule(displayName = "archive")
package vouchsafe.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
