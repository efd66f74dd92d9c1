/** Floor 4: all rows and files of one moment, written into one file, and put back from it. */
@NullMarked
@ApplicationModule(displayName = "backup")
package vouchsafe.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
