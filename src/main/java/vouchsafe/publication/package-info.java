/** Floor 4: what members show everybody: which projects' data, of whom, and the files and numbers that follow from it. */
@NullMarked
@ApplicationModule(displayName = "publication")
package vouchsafe.publication;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
