/**
 * Floor 4: members' public sharing: the projects whose data they share, the members who show themselves, and the files and
 * numbers that follow.
 */
@NullMarked
@ApplicationModule(displayName = "publication")
package vouchsafe.publication;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
