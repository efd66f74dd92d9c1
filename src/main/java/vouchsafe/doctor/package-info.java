/** Floor 4: what is wrong with an installation, and what to do about it. A check is a class, and {@code Doctor} lists them. */
@NullMarked
@ApplicationModule(displayName = "doctor")
package vouchsafe.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
