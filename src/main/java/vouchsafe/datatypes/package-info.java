/** Floor 3: kinds of data: their tree, its rules and history, and which of them each project's files may be of. */
@NullMarked
@ApplicationModule(displayName = "datatypes")
package vouchsafe.datatypes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
